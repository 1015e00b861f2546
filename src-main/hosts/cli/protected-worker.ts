import { toAppError } from '../../../src-shared/errors.js';
import { startWorker, type Worker } from '../../adapters/elevation.js';
import { describeCopy, installCopy, isInstalled } from '../../adapters/worker-install.js';
import { askYesNo } from './ask.js';
import type { Output } from './output.js';

/**
 * Starts the worker where it lies, if only root can change it there; else from its protected copy; else offers
 * to make that copy. AppError unsafe-place if nobody can be asked or the offer is declined.
 */
export async function startProtectedWorker(workerFile: string, output: Output): Promise<Worker> {
  try {
    return await startWorker(workerFile, output.interactive);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'unsafe-place') throw error;
    const copy = await describeCopy(workerFile);
    if (!(await isInstalled(copy))) {
      if (!output.interactive) throw error;
      output.note(
        `${error.message}\nSystem repairs need a worker that nobody else can change. It can be copied to\n  ${copy.folder}\n  ${copy.files.length} files, sha256 ${copy.sha256}\nThe hash proves that what is announced here is what gets installed; whether it is the published worker, the release page says.`,
      );
      if (!(await askYesNo('Install the worker there?'))) throw error;
      await installCopy(copy);
    }
    return startWorker(copy.worker, output.interactive, copy.node);
  }
}
