import type { Raw } from '../ports.js';
import { readPackageWords, worstTrouble, type PackageTrouble } from '../facts/readers/package-words.js';
import { known } from '../facts/readers/text.js';
import { verdict, type Verdict } from './verdict.js';

const advices: Readonly<Record<PackageTrouble['kind'], string>> = {
  'no-rights': 'Run it again with administrator rights (sudo).',
  busy: 'Another package program is at work: wait until it has finished. Never delete its lock.',
  interrupted: "Finish the interrupted run: 'dpkg --configure -a' (rescuepc repair does it with a journal).",
  unmet: "Let apt mend the dependencies: look at 'apt-get -s -f install' first.",
  failed: 'Look at the first error line: it names the package, the source or the file.',
};
const outcomes = { 'no-rights': 'could-not-run', busy: 'busy', interrupted: 'needed', unmet: 'needed', failed: 'not-repaired' } as const;

/** The verdict on the troubles that apt or dpkg names; null: it names none. */
export function packageTrouble(raw: Raw): Verdict | null {
  const troubles = readPackageWords(raw);
  const unmet = troubles.some(({ kind }) => kind === 'unmet');
  // apt closes unmet dependencies with "E: Unable to correct problems" and the like, which say no more.
  const kind =
    unmet && !troubles.some(({ line }) => line.startsWith('dpkg'))
      ? worstTrouble(troubles.filter((one) => one.kind !== 'failed'))
      : worstTrouble(troubles);
  if (kind === null) return null;
  const named = troubles.filter((trouble) => trouble.kind === kind);
  const reading = known(
    raw,
    null,
    named.map(({ line }) => [line, meanings[kind]]),
  );
  const names = [...new Set(named.map(({ what }) => what).filter((what) => what !== ''))];
  return verdict(
    outcomes[kind],
    reading.evidence,
    advices[kind],
    names.map((name) => ({ id: name, title: name })),
  );
}

const meanings: Readonly<Record<PackageTrouble['kind'], string>> = {
  'no-rights': 'it needs administrator rights',
  busy: 'another program holds the lock',
  interrupted: 'a package run was not finished',
  unmet: 'a dependency is missing',
  failed: 'this went wrong',
};
