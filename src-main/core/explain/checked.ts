import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { FsCheck } from '../facts/readers/fsck.js';
import { judge, verdict, type Verdict } from './verdict.js';

export const mend = 'Save the data, then repair it unmounted (rescuepc repair, or a live system).';

/** The verdict on a check of a file system that changed nothing. */
export function checked(reading: ReadingOf<FsCheck>, advice: string): Verdict {
  return judge(reading, ({ clean, problems }, evidence) =>
    verdict(
      clean ? 'healthy' : 'needed',
      evidence,
      clean ? '' : advice,
      problems.map((line, at) => ({ id: String(at + 1), title: line })),
    ),
  );
}
