import type { State, StepOf } from '../../../../src-shared/contract/step.js';
import { AppError } from '../../../../src-shared/errors.js';
import type { Executor } from './types.js';

/** Sets owner, group and permission bits. Content does not matter to it, neither for undo. */
export const setMode: Executor<StepOf<'set-mode'>> = {
  describe(body) {
    const wanted = [
      body.uid === undefined ? '' : `owner ${body.uid}`,
      body.gid === undefined ? '' : `group ${body.gid}`,
      body.mode === undefined ? '' : `mode ${octal(body.mode)}`,
    ].filter((word) => word !== '');
    return { does: [`set ${wanted.join(', ')} on ${body.path.text}`], commands: [] };
  },
  reversibility: () => ({ level: 'exact', why: 'The old owner, group and mode are recorded.' }),
  objects: (body) => [`mode:${body.path.bytesBase64 ?? body.path.text}`],
  async observe(body, target): Promise<State> {
    const stat = await target.files.stat(body.path);
    return stat === null ? { kind: 'absent' } : { kind: stat.kind, mode: stat.mode, uid: stat.uid, gid: stat.gid };
  },
  capture: () => Promise.resolve([]),
  async apply(body, context) {
    const { mode, uid, gid } = body;
    await context.target.files.setMode(body.path, {
      ...(mode === undefined ? {} : { mode }),
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid }),
    });
    return [];
  },
  async restore(body, context, kept) {
    const { mode, uid, gid } = kept.before;
    if (typeof mode !== 'number' || typeof uid !== 'number' || typeof gid !== 'number')
      throw new AppError('damaged', `The old mode of ${body.path.text} was not recorded.`);
    await context.target.files.setMode(body.path, { mode, uid, gid });
    return 'restored';
  },
};

/** 420 -> "0644" */
export function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
