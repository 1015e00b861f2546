import type { Raw } from '../ports.js';
import { readE2fsckCheck, readExt4State } from '../facts/readers/e2fsck.js';
import { isWholeCleanCheck, readE2fsckRun } from '../facts/readers/e2fsck-run.js';
import { known, said, saidLines } from '../facts/readers/text.js';
import { checked, mend } from './checked.js';
import { has, type CommandLine } from './command-line.js';
import { judge, unclear, verdict, withImpliedCode, type Known, type Verdict } from './verdict.js';

const isExt4 = ({ name }: CommandLine): boolean => /^(?:e2fsck|fsck|fsck\.ext[234])$/.test(name);

/** ext2, 3 and 4. Sources: transcripts e2fsck-*, e2undo-ok, tune2fs-l; e2fsck(8). */
export const ext4Commands: readonly Known[] = [
  { usage: 'e2fsck -f -n', matches: (line) => isExt4(line) && has(line.args, '-n'), read: readExt4Check },
  { usage: 'e2fsck -p, -y', matches: isExt4, read: readExt4Run },
  {
    usage: 'e2undo',
    matches: ({ name }) => name === 'e2undo',
    read: (raw) => {
      const [line] = saidLines(raw);
      if (raw.code === 0 && line === undefined)
        return verdict(
          'repaired',
          known(raw, null, [['exit code 0, silent', 'the changes were taken back']]).evidence,
          'What had been repaired is damaged again: check it.',
        );
      return raw.code !== null && raw.code !== 0 && line !== undefined
        ? verdict('not-repaired', known(raw, null, [[line, 'it was not taken back']]).evidence)
        : unclear(raw);
    },
  },
  {
    usage: 'tune2fs -l, dumpe2fs -h',
    matches: ({ name, args }) => (name === 'tune2fs' && has(args, '-l')) || name === 'dumpe2fs',
    read: readState,
  },
];

function readExt4Check(raw: Raw): Verdict {
  if (raw.code === null && isWholeCleanCheck(raw)) return checked(readE2fsckCheck({ ...raw, code: 0 }), mend);
  const text = said(raw);
  const damaged = /Filesystem still has errors|\? no$/m.test(text);
  if (damaged && raw.code === 0) return unclear(raw);
  if (damaged && /^Warning! .* is mounted\.$/m.test(text))
    return verdict('unknown', [], 'It was mounted while it was checked, so these errors may be none: check it unmounted.');
  if (damaged) return checked(readE2fsckCheck(withImpliedCode(raw, 4)), mend);
  const run = readE2fsckRun(raw);
  if (!run.known || run.value.state !== 'clean') return run.known ? unclear(raw) : judge(run, () => unclear(raw));
  if (/^Pass 5:/m.test(text)) return checked(readE2fsckCheck(raw), mend);
  return /: clean, /.test(text)
    ? verdict('healthy', run.evidence, "It is marked clean and was not examined; 'e2fsck -f -n' does that.")
    : unclear(raw);
}

function readExt4Run(raw: Raw): Verdict {
  return judge(readE2fsckRun(raw), ({ state }, evidence) => {
    if (state === 'clean') return verdict('healthy', evidence);
    if (state === 'fixed') return verdict('repaired', evidence, 'Check once more: e2fsck -f -n.');
    if (state === 'fixed-restart') return verdict('restart-pending', evidence, 'Restart now, before anything is written.');
    return verdict('not-repaired', evidence, 'Errors are left: run e2fsck -f -y with an undo file (-z), data saved first.');
  });
}

/** The count of errors comes late: only a listing that goes that far proves that there are none. */
function readState(raw: Raw): Verdict {
  const whole = /^(?:Directory Hash Seed|Journal backup):/m.test(said(raw));
  const answer = judge(readExt4State(withImpliedCode(raw, 0)), ({ clean }, evidence) =>
    verdict(clean ? 'healthy' : 'needed', evidence, clean ? '' : 'Check it unmounted: e2fsck -f -n.'),
  );
  return answer.outcome === 'healthy' && !whole ? unclear(raw) : answer;
}
