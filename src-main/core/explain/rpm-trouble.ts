import type { Outcome } from '../../../src-shared/contract/words.js';
import type { Raw } from '../ports.js';
import { readRpmWords, type RpmTrouble } from '../facts/readers/dnf.js';
import { known } from '../facts/readers/text.js';
import { verdict, type Verdict } from './verdict.js';

const told: Readonly<Record<RpmTrouble['kind'], readonly [Outcome, string, string]>> = {
  damaged: [
    'needed',
    'the package database is damaged or of another version',
    'Save /var/lib/rpm, remove its __db.* files if there are any, then rpmdb --rebuilddb.',
  ],
  busy: ['busy', 'another package program is at work', 'Wait until it has finished.'],
  'no-rights': ['could-not-run', 'it needs administrator rights', 'Run it again with administrator rights (sudo). This is not damage.'],
  closed: [
    'could-not-run',
    'the package database could not be opened',
    'Run it again with administrator rights; if it fails then too, look at /var/lib/rpm.',
  ],
  failed: ['not-repaired', 'this went wrong', 'Look at the first error: a repository, the network or a package.'],
};
const order: readonly RpmTrouble['kind'][] = ['damaged', 'busy', 'no-rights', 'closed', 'failed'];

/** The verdict on troubles that rpm or dnf names; null: it names none. With exit code 0 nothing is concluded from words. */
export function rpmTrouble(raw: Raw): Verdict | null {
  const troubles = readRpmWords(raw);
  const kind = order.find((one) => troubles.some((trouble) => trouble.kind === one));
  if (kind === undefined || (raw.code === 0 && kind !== 'damaged')) return null;
  const [outcome, meaning, advice] = told[kind];
  return verdict(
    outcome,
    known(
      raw,
      null,
      troubles.map(({ kind: of, line }): [string, string] => [line, of === kind ? meaning : told[of][1]]),
    ).evidence,
    advice,
  );
}
