import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Evidence } from '../../../../src-shared/contract/words.js';
import type { Raw } from '../../ports.js';
import { commandLine, notUnderstood, stderrText, stdoutText, unusable } from '../raw.js';

/** `packages`: how many can be read; null where not all of them can, although rpm may end with 0. */
export type RpmdbState = { readonly sound: boolean; readonly said: string; readonly packages: number | null };

/**
 * `rpmdb --verifydb` (0 sound, 1 or 2 damaged) and `rpm -qa`. Both are needed: with a damaged table of packages `rpm -qa` and
 * `rpmdb --rebuilddb` end with 0, and a rebuild then leaves an empty database. Seen with rpm 4.18 on Debian 12. That it
 * cannot be opened is, by itself, no damage (transcript rpmdb-open-failed).
 */
export function readRpmdb(verify: Raw, list: Raw): ReadingOf<RpmdbState> {
  const bad = unusable(verify) ?? unusable(list);
  if (bad) return bad;
  const said = stderrText(verify).trim();
  const names = stdoutText(list)
    .split('\n')
    .filter((line) => line !== '');
  const packages = list.code === 0 && !/^error:/m.test(stderrText(list)) && names.length > 0 ? names.length : null;
  if (verify.code === 0 && said === '' && packages !== null) {
    const line = `${packages} packages`;
    return { known: true, value: { sound: true, said: '', packages }, evidence: [{ source: commandLine(verify), line, meaning: 'sound' }] };
  }
  if (!/\*\*\* in database|malformed|is not a database/.test(said)) return notUnderstood(verify.code === 0 ? list : verify);
  const evidence: Evidence[] = [
    { source: commandLine(verify), line: said.split('\n').slice(0, 2).join(' / '), meaning: 'the database is damaged' },
    {
      source: commandLine(list),
      line: packages === null ? (stderrText(list).trim().split('\n')[0] ?? '') : `${packages} packages`,
      meaning: packages === null ? 'the packages themselves cannot be read' : 'all packages can still be read',
    },
  ];
  return { known: true, value: { sound: false, said, packages }, evidence };
}
