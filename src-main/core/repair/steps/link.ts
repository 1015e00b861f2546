import type { StepOf } from '../../../../src-shared/contract/step.js';
import { wordsToLatin1 } from '../../bytes.js';
import { captureFile, fileObject, observeFile, restoreFile } from './file-state.js';
import type { Executor } from './types.js';

/** Points a symbolic link somewhere, replacing a link or file that stood there. */
export const link: Executor<StepOf<'link'>> = {
  describe: (body) => ({ does: [`link ${body.path.text} -> ${body.target}`], commands: [] }),
  reversibility: () => ({ level: 'exact', why: 'The old link or file is kept.' }),
  objects: (body) => [fileObject(body.path)],
  observe: (body, target) => observeFile(target, body.path),
  capture: (body, context) => captureFile(context, body.path),
  leaves: (body) => Promise.resolve({ kind: 'link', target: wordsToLatin1(body.target) }),
  async apply(body, context) {
    await context.target.files.symlink(body.path, wordsToLatin1(body.target));
    return [];
  },
  restore: (body, context, kept) => restoreFile(context, body.path, kept),
};
