import { toAppError, type AppError } from '../../src-shared/errors.js';
import { startWorker, type Worker } from '../adapters/elevation.js';
import { describeCopy, expectPlaceForCopy, installCopy, isInstalled, type WorkerCopy } from '../adapters/worker-install.js';

/** How a host deals with the person whose machine it is. */
export type WorkerWays = {
  /** Whether a password can be asked for in a terminal. */
  readonly hasTerminal: boolean;
  /** Asks whether the copy may be made, `why` it is needed; null where nobody can be asked. */
  readonly mayInstall: ((copy: WorkerCopy, why: AppError) => Promise<boolean>) | null;
};

/**
 * Starts the worker where it lies, if only root can change it there; else from its protected copy; else offers to make that copy.
 * `node`: what it runs on. AppError unsafe-place if nobody can be asked, the offer is declined, or even the
 * system's own folders can be changed by others.
 */
export async function startProtectedWorker(
  workerFile: string,
  { hasTerminal, mayInstall }: WorkerWays,
  node = process.execPath,
): Promise<Worker> {
  try {
    return await startWorker(workerFile, hasTerminal, node);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'unsafe-place') throw error;
    // Where the system's own folders are open to others, a copy in them would be as well.
    await expectPlaceForCopy();
    const copy = await describeCopy(workerFile, node);
    if (!(await isInstalled(copy))) {
      if (mayInstall === null || !(await mayInstall(copy, error))) throw error;
      await installCopy(copy, hasTerminal);
    }
    return startWorker(copy.worker, hasTerminal, copy.node);
  }
}
