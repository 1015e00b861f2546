import type { PackageChange } from '../../../../src-shared/contract/step.js';
import type { ReadingOf, Unread } from '../../../../src-shared/contract/fact.js';
import { perLine } from '../../foreign-lines.js';
import type { Raw } from '../../ports.js';
import { notUnderstood, stdoutText, unusable } from '../raw.js';

/**
 * `apt-get -s -f install`: the Inst, Conf, Remv and Purg lines it prints for machines.
 * Form: `Inst NAME [OLD] (NEW origin [arch])`, `Remv NAME [OLD]`, `Conf NAME (NEW ...)`. Source: apt's own
 * simulation output, seen on Debian 12 (transcript apt-get-f-install-simulate).
 */
export function readAptSimulation(raw: Raw): ReadingOf<PackageChange[]> {
  const bad: Unread | null = unusable(raw);
  if (bad) return bad;
  if (raw.code !== 0) return notUnderstood(raw);
  const changes = perLine(stdoutText(raw), readLine);
  // Without the count that apt prints below every plan it is no plan, and "nothing to do" would be a guess.
  if (!/^\d+ upgraded, \d+ newly installed|^Summary:/m.test(stdoutText(raw))) return notUnderstood(raw);
  const evidence = changes.map((change) => ({
    source: raw.argv.join(' '),
    line: `${change.op} ${change.name} ${change.version}`.trim(),
    meaning: 'planned by apt',
  }));
  return { known: true, value: changes, evidence };
}

const ops = { Inst: 'install', Conf: 'configure', Remv: 'remove', Purg: 'purge' } as const;

function readLine(line: string): PackageChange[] {
  const match = /^(Inst|Conf|Remv|Purg) (\S+)(?: \[([^\]]*)\])?(?: \(([^\s)]+)(?:\s[^)]*)?\))?/.exec(line);
  const op = match?.[1];
  const name = match?.[2];
  if (op === undefined || name === undefined) return [];
  return [{ op: ops[op as keyof typeof ops], name, version: match?.[4] ?? '', from: match?.[3] ?? '' }];
}
