/**
 * The command line. It starts fast: the version is checked and `--version` answered before anything else is
 * loaded, and each command brings in only what it needs.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(
    `RescuePC needs Node 22.12 or newer; this is ${process.versions.node}.\nRun it with the Node that comes with it: node_modules/node/bin/node out/main/cli.js\n`,
  );
  process.exit(2);
}
// A reader who has seen enough (`| head`), or a terminal that is gone, must not end a repair half-way: from then on nothing is said.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
  });
const { run } = await import('./run.js');
process.exitCode = await run(process.argv.slice(2));
