import { join } from 'node:path';
import { run, repo } from './run.ts';
import { spawn } from 'node:child_process';

/** `npm start`: until the window exists, builds and looks at this machine in the terminal. Nothing is changed. */
const built = await run('electron-vite', ['build', '--logLevel', 'error']);
if (built.code !== 0) process.exit(built.code);
const words = process.argv.slice(2);
const cli = spawn(process.execPath, [join(repo, 'out', 'main', 'cli.js'), ...(words.length > 0 ? words : ['scan'])], { stdio: 'inherit' });
cli.on('close', (code) => {
  // Findings are an answer, not a failure of the command.
  process.exitCode = code === 10 || code === 11 ? 0 : (code ?? 1);
});
