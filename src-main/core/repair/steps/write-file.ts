import type { StepOf } from '../../../../src-shared/contract/step.js';
import { formatBytes, fromBase64, sha256 } from '../../bytes.js';
import { captureFile, fileObject, fileOf, observeFile, restoreFile } from './file-state.js';
import type { Executor } from './types.js';

/** Replaces or creates a whole file. */
export const writeFile: Executor<StepOf<'write-file'>> = {
  describe(body) {
    const bytes = fromBase64(body.contentBase64);
    return { does: [`write ${body.path.text} (${formatBytes(bytes.length)}, sha256 ${sha256(bytes).slice(0, 12)})`], commands: [] };
  },
  reversibility: () => ({ level: 'exact', why: 'The old file is kept with owner, mode, times and attributes.' }),
  objects: (body) => [fileObject(body.path)],
  observe: (body, target) => observeFile(target, body.path),
  capture: (body, context) => captureFile(context, body.path),
  leaves: (body) => Promise.resolve({ ...fileOf(fromBase64(body.contentBase64)), mode: body.mode }),
  async apply(body, context) {
    await context.target.files.replace(body.path, fromBase64(body.contentBase64), { mode: body.mode });
    return [];
  },
  restore: (body, context, kept) => restoreFile(context, body.path, kept),
};
