import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood, stderrText, stdoutText, unusable } from '../raw.js';

/**
 * `grub-script-check FILE`: 0 if GRUB could read the script; 1 with "Syntax error at line N" if not. Other failures (the
 * file cannot be opened, a wrong option) also end with 1, so the words decide. Seen with GRUB 2.06 on Debian 12.
 */
export function readGrubScriptCheck(raw: Raw): ReadingOf<{ readonly valid: boolean; readonly said: string }> {
  const bad = unusable(raw, "Install 'grub-common'.");
  if (bad) return bad;
  if (raw.code === 0) return { known: true, value: { valid: true, said: '' }, evidence: [] };
  const said = /^Syntax error at line \d+/m.exec(`${stderrText(raw)}\n${stdoutText(raw)}`)?.[0];
  return raw.code === 1 && said !== undefined ? { known: true, value: { valid: false, said }, evidence: [] } : notUnderstood(raw);
}
