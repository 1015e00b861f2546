import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood } from '../raw.js';
import { known, notContradicted, said } from './text.js';

/** `incoming`: what is done with what no rule names; null where it was not asked (`status` without `verbose`). */
export type Firewall = { readonly active: boolean; readonly incoming: 'deny' | 'reject' | 'allow' | null };

/** `ufw status [verbose|numbered]`: exit code 0 whether on or off. Source: ufw(8); transcripts ufw-status-*. */
export function readUfw(raw: Raw): ReadingOf<Firewall> {
  const text = said(raw);
  const [line = '', state] = /^Status: (active|inactive)$/m.exec(text) ?? [];
  if (!notContradicted(raw) || state === undefined) return notUnderstood(raw);
  if (state === 'inactive') return known(raw, { active: false, incoming: null }, [[line, 'the firewall is off']]);
  const [rule = '', incoming] = /^Default: (deny|reject|allow) \(incoming\)/m.exec(text) ?? [];
  if (raw.argv.includes('verbose') && incoming === undefined) return notUnderstood(raw);
  return known(raw, { active: true, incoming: (incoming as 'deny' | 'reject' | 'allow' | undefined) ?? null }, [
    [line, 'the firewall is on'],
    ...(rule === '' ? [] : [[rule, 'what is done with what no rule names'] as const]),
  ]);
}
