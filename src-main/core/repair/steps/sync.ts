import { posix } from 'node:path';
import type { Argv } from '../../../../src-shared/contract/step.js';
import { AppError } from '../../../../src-shared/errors.js';
import { stderrText } from '../../facts/raw.js';
import type { StepContext } from './types.js';

/**
 * Puts on the disk what a command has written: only then may the journal say that it is done. The file systems of these folders, or of
 * the nearest ones above that are there, and these block devices. Source: sync(1) of GNU coreutils; an older one syncs everything.
 */
export async function syncWritten(context: StepContext, written: readonly string[], devices: readonly string[] = []): Promise<void> {
  const folders = new Set<string>();
  for (const folder of written) folders.add(await nearest(context, folder));
  if (folders.size > 0) await sync(context, ['sync', '--file-system', '--', ...folders]);
  if (devices.length > 0) await sync(context, ['sync', '--', ...devices]);
}

async function nearest(context: StepContext, folder: string): Promise<string> {
  const stat = await context.target.files.stat({ text: folder });
  return stat !== null || folder === '/' ? folder : nearest(context, posix.dirname(folder));
}

async function sync(context: StepContext, argv: Argv): Promise<void> {
  const raw = await context.target.exec.run({ argv, timeoutMs: 600_000, interruptible: false });
  if (raw.missing) return;
  if (raw.code !== 0) throw new AppError('io-error', `What was written did not reach the disk: ${stderrText(raw).trim()}`);
}
