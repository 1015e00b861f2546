import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { electronBinary, whyNoDesktop } from './electron-binary.ts';
import { run, repo } from './run.ts';

/**
 * `npm start`: builds, then opens the window: on the desktop where Electron and a display are, else in the browser, and says why.
 * With words it is the command line: `npm start -- scan`. Nothing is changed by itself.
 */
const built = await run('electron-vite', ['build', '--logLevel', 'error']);
if (built.code !== 0) process.exit(built.code);
const words = process.argv.slice(2);
const cli = join(repo, 'out', 'main', 'cli.js');
const binary = electronBinary();
const obstacle = whyNoDesktop();
if (words.length > 0) await follow(process.execPath, [cli, ...words]);
else if (binary !== null && obstacle === null) await follow(binary, [repo]);
else {
  console.log(`The window opens in a browser and not on the desktop: ${obstacle}.\n`);
  await follow(process.execPath, [cli, 'console']);
}

async function follow(program: string, args: readonly string[]): Promise<void> {
  const child = spawn(program, args, { stdio: 'inherit' });
  // Ctrl-C reaches the child too, which ends when its step in flight is finished; until then we stay.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const code = await new Promise<number>((resolve) => {
    child.on('error', (error) => {
      console.error(`${program} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on('close', (status) => resolve(status ?? 1));
  });
  // Findings are an answer, not a failure of the command.
  process.exitCode = code === 10 || code === 11 ? 0 : code;
}
