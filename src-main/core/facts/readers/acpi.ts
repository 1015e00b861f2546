import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood, unread } from '../raw.js';
import { known, notContradicted, said } from './text.js';

/** `health`: percent of the design capacity; null where the battery does not tell. */
export type AcpiBattery = { readonly name: string; readonly health: number | null };
export type Acpi = { readonly batteries: readonly AcpiBattery[]; readonly hot: readonly string[]; readonly whole: boolean };

/**
 * `acpi -V` (or -i): "Battery N: design capacity X mAh, last full capacity Y mAh = Z%". The sections of -V come in one order,
 * batteries first, so a later one shows that all batteries are there. Source: acpi(1); transcript acpi-V.
 */
export function readAcpi(raw: Raw): ReadingOf<Acpi> {
  const text = said(raw);
  if (/^No support for device type: power_supply/m.test(text)) return unread('not-applicable', 'This machine has no battery.', '');
  const names = new Set([...text.matchAll(/^(Battery \d+): \S/gm)].map(([, name = '']) => name));
  if (!notContradicted(raw) || names.size === 0) return notUnderstood(raw);
  const lines = new Map<string, string>();
  const batteries = [...names].map((name): AcpiBattery => {
    const match = new RegExp(`^${name}: design capacity (\\d+) m\\w+, last full capacity (\\d+) m\\w+ = \\d+%$`, 'm').exec(text);
    if (!match || Number(match[1]) === 0) return { name, health: null };
    lines.set(name, match[0]);
    return { name, health: Math.min(100, Math.round((100 * Number(match[2])) / Number(match[1]))) };
  });
  const hot = [...text.matchAll(/^Thermal \d+: (?!ok|trip point).*$/gm)].map(([line]) => line);
  const whole = /^(?:Adapter|Thermal|Cooling) \d+: /m.test(text);
  return known(raw, { batteries, hot, whole }, [
    ...batteries.flatMap(({ name, health }): [string, string][] =>
      health === null ? [] : [[lines.get(name) ?? name, `${health} % of its design capacity`]],
    ),
    ...hot.map((line): [string, string] => [line, 'too hot']),
  ]);
}
