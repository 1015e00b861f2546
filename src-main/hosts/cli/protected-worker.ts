import type { Worker } from '../../adapters/elevation.js';
import { startProtectedWorker as start } from '../protected-worker.js';
import { askYesNo } from './ask.js';
import type { Output } from './output.js';

/** Starts the worker; what has to be asked is asked on the terminal. AppError as the hosts' own `startProtectedWorker`. */
export function startProtectedWorker(workerFile: string, output: Output): Promise<Worker> {
  return start(workerFile, {
    hasTerminal: output.interactive,
    mayInstall: output.interactive
      ? (copy, why) => {
          output.note(
            `${why.message}\nSystem repairs need a worker that nobody else can change. It can be copied to\n  ${copy.folder}\n  ${copy.files.length} files, sha256 ${copy.sha256}\nThe hash proves that what is announced here is what gets installed; whether it is the published worker, the release page says.`,
          );
          return askYesNo('Install the worker there?');
        }
      : null,
  });
}
