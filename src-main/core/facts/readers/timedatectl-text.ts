import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood } from '../raw.js';
import { known, notContradicted, said, withoutSystemd } from './text.js';

export type ClockText = { readonly synchronized: boolean; readonly rtcInLocalTime: boolean };

/**
 * `timedatectl` for people: "System clock synchronized", "NTP synchronized" up to systemd 238. Source: transcripts timedatectl-*.
 * What the routines use is `timedatectl show`.
 */
export function readTimedatectlText(raw: Raw): ReadingOf<ClockText> {
  const without = withoutSystemd(raw);
  if (without) return without;
  const text = said(raw);
  const [line = '', answer] = /^[ \t]*(?:System clock|NTP) synchronized: (yes|no)$/m.exec(text) ?? [];
  if (!notContradicted(raw) || answer === undefined || !/^[ \t]*Universal time: /m.test(text)) return notUnderstood(raw);
  const local = /^[ \t]*RTC in local TZ: yes$/m.exec(text)?.[0];
  return known(raw, { synchronized: answer === 'yes', rtcInLocalTime: local !== undefined }, [
    [line, answer === 'yes' ? 'the clock is kept right' : 'nobody keeps the clock right'],
    ...(local === undefined ? [] : [[local, 'the hardware clock runs on local time, which summer time upsets'] as const]),
  ]);
}

export type TimeSync = { readonly offsetSeconds: number; readonly packets: number; readonly server: string };

/** `timedatectl timesync-status`: offset and the number of answers. Source: timedatectl(1); transcript timedatectl-timesync-status. */
export function readTimesyncStatus(raw: Raw): ReadingOf<TimeSync> {
  const without = withoutSystemd(raw);
  if (without) return without;
  const text = said(raw);
  const value = (key: string): string | undefined => new RegExp(`^[ \\t]*${key}: (.+)$`, 'm').exec(text)?.[1]?.trim();
  const [server, packets, offset, leap] = [value('Server'), value('Packet count'), value('Offset'), value('Leap')];
  if (!notContradicted(raw) || server === undefined || packets === undefined || !/^\d+$/.test(packets)) return notUnderstood(raw);
  const offsetSeconds = offset === undefined ? null : readSpan(offset);
  if (packets === '0')
    return known(raw, { offsetSeconds: 0, packets: 0, server }, [[`Packet count: ${packets}`, 'no time server has answered']]);
  if (offsetSeconds === null || leap === undefined) return notUnderstood(raw);
  return known(raw, { offsetSeconds, packets: Number(packets), server }, [
    [`Server: ${server}`, 'the time server that answers'],
    [`Offset: ${offset ?? ''}`, 'how far the clock is off'],
  ]);
}

const units: Readonly<Record<string, number>> = { us: 1e-6, ms: 1e-3, s: 1, min: 60, h: 3600, d: 86_400 };

/** systemd's time spans: "-5.224ms", "+1min 2.5s". null: not understood. */
export function readSpan(text: string): number | null {
  const match = /^([+-]?)((?:\d+(?:\.\d+)?(?:us|ms|s|min|h|d)\s*)+)$/.exec(text);
  if (!match) return null;
  const parts = [...(match[2] ?? '').matchAll(/(?<![\d.])(\d+(?:\.\d+)?)(us|ms|s|min|h|d)/g)];
  const sum = parts.reduce((total, [, number, unit]) => total + Number(number) * (units[unit ?? ''] ?? 0), 0);
  return match[1] === '-' ? -sum : sum;
}
