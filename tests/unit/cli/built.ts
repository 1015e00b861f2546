import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repo = fileURLToPath(new URL('../../..', import.meta.url));
let entry: Promise<string> | null = null;

/** `out/main/cli.js` if it is newer than every source, else a build of our own: others may be using the old one. */
async function findEntry(): Promise<string> {
  const usual = join(repo, 'out/main/cli.js');
  const rooms = ['src-shared', 'src-main'].flatMap((room) =>
    readdirSync(join(repo, room), { recursive: true, encoding: 'utf8' }).map((file) => join(repo, room, file)),
  );
  const newest = Math.max(...rooms.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
  if ((statSync(usual, { throwIfNoEntry: false })?.mtimeMs ?? 0) > newest) return usual;
  const folder = join(repo, '.cache/unit-cli/main');
  const { code, err } = await node(
    [join(repo, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn', '--outDir', dirname(folder)],
    process.env,
    repo,
  );
  if (code !== 0) throw new Error(`the command line cannot be built: ${err}`);
  return join(folder, 'cli.js');
}

export type Ended = { readonly code: number; readonly out: string; readonly err: string };

/** Runs the built command line in a process of its own, with a store of its own. */
export async function built(home: string, ...args: string[]): Promise<Ended> {
  entry ??= findEntry();
  return node([await entry, ...args], { ...process.env, RESCUEPC_HOME: home }, '/');
}

/** The same for a reader who has gone before the first word, as `| head` may have: the exit code, and what was said to stderr. */
export async function builtUnheard(home: string, ...args: string[]): Promise<Omit<Ended, 'out'>> {
  entry ??= findEntry();
  const child = spawn(process.execPath, [await entry, ...args], { env: { ...process.env, RESCUEPC_HOME: home }, cwd: '/' });
  child.stdout.destroy();
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? -1, err };
}

function node(args: readonly string[], env: NodeJS.ProcessEnv, cwd: string): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [...args], { env, cwd, maxBuffer: 64 * 1024 * 1024, timeout: 280_000 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err }),
    );
  });
}
