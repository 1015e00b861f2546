import type { State, StepOf } from '../../../../src-shared/contract/step.js';
import { AppError } from '../../../../src-shared/errors.js';
import { sha256 } from '../../bytes.js';
import { maxFileBytes } from './file-state.js';
import type { Executor } from './types.js';

/** Sets owner, group and permission bits. Content matters only where a file gets, or got back, setuid or setgid. */
export const setMode: Executor<StepOf<'set-mode'>> = {
  describe(body) {
    const wanted = [
      body.uid === undefined ? '' : `owner ${body.uid}`,
      body.gid === undefined ? '' : `group ${body.gid}`,
      body.mode === undefined ? '' : `mode ${octal(body.mode)}`,
    ].filter((word) => word !== '');
    const content = body.sha256 === undefined ? '' : ` (sha256 ${body.sha256.slice(0, 12)})`;
    return { does: [`set ${wanted.join(', ')} on ${body.path.text}${content}`], commands: [] };
  },
  reversibility: () => ({ level: 'exact', why: 'The old owner, group and mode are recorded.' }),
  objects: (body) => [`mode:${body.path.bytesBase64 ?? body.path.text}`],
  async observe(body, target): Promise<State> {
    const stat = await target.files.stat(body.path);
    if (stat === null) return { kind: 'absent' };
    const { kind, mode, uid, gid, size } = stat;
    const isPowerful = kind === 'file' && (mode & 0o6000) !== 0 && size <= maxFileBytes;
    return { kind, mode, uid, gid, ...(isPowerful ? { sha256: sha256(await target.files.read(body.path, maxFileBytes)) } : {}) };
  },
  capture: () => Promise.resolve([]),
  leaves({ mode, uid, gid }) {
    return Promise.resolve({
      ...(mode === undefined ? {} : { mode }),
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid }),
    });
  },
  async apply(body, context) {
    const { mode, uid, gid, sha256: content } = body;
    await context.target.files.setMode(body.path, {
      ...(mode === undefined ? {} : { mode }),
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid }),
      ...(content === undefined ? {} : { sha256: content }),
    });
    return [];
  },
  async restore(body, context, kept) {
    const { mode, uid, gid, sha256: content } = kept.before;
    if (typeof mode !== 'number' || typeof uid !== 'number' || typeof gid !== 'number')
      throw new AppError('damaged', `The old mode of ${body.path.text} was not recorded.`);
    await context.target.files.setMode(body.path, { mode, uid, gid, ...(typeof content === 'string' ? { sha256: content } : {}) });
    return 'restored';
  },
};

/** 420 -> "0644" */
export function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
