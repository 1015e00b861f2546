import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { commandLine, notUnderstood, stderrText, stdoutText, unread, unusable } from '../raw.js';

/** Seconds, by part: firmware, loader, kernel, initrd, userspace; those that this machine has. */
export type StartTime = { readonly seconds: number; readonly parts: Readonly<Record<string, number>> };
export type SlowUnit = { readonly unit: string; readonly seconds: number };

/** `systemd-analyze time`: `Startup finished in 2.1s (kernel) + 1min 3.2s (userspace) = 1min 5.4s`; one part alone has no sum. */
export function readStartTime(raw: Raw): ReadingOf<StartTime> {
  const bad = notHere(raw);
  if (bad) return bad;
  const said = `${stdoutText(raw)}\n${stderrText(raw)}`;
  if (/Bootup is not yet finished/.test(said))
    return unread('failed', 'The start of this machine has not finished yet.', 'Wait some minutes, then look again.');
  const line = /^Startup finished in (.+)$/m.exec(stdoutText(raw))?.[1]?.trimEnd();
  if (raw.code !== 0 || line === undefined) return notUnderstood(raw);
  const [sum = '', total] = line.split(' = ');
  const parts = sum.split(' + ').map((part) => /^(.+) \((\w+)\)$/.exec(part));
  const named = parts.flatMap((part) => (part ? [[part[2] ?? '', secondsOf(part[1] ?? '')] as const] : []));
  const seconds = total === undefined ? (named[0]?.[1] ?? null) : secondsOf(total.trim());
  if (named.length !== parts.length || seconds === null || named.some(([, value]) => value === null)) return notUnderstood(raw);
  const value = { seconds, parts: Object.fromEntries(named.map(([name, part]) => [name, part ?? 0])) };
  return { known: true, value, evidence: [{ source: commandLine(raw), line, meaning: 'how long the last start took' }] };
}

/** `systemd-analyze blame`: `1min 2.345s UNIT`, slowest first. A unit may wait for others meanwhile. */
export function readBlame(raw: Raw, most: number): ReadingOf<SlowUnit[]> {
  const bad = notHere(raw);
  if (bad) return bad;
  if (raw.code !== 0) return notUnderstood(raw);
  const rows = stdoutText(raw)
    .split('\n')
    .flatMap((line) => {
      const [, time = '', unit = ''] = /^\s*((?:[\d.]+[A-Za-z]+\s)+)\s*(\S+)$/.exec(line) ?? [];
      const seconds = secondsOf(time.trim());
      return seconds === null || unit === '' ? [] : [{ unit, seconds }];
    })
    .slice(0, most);
  if (rows.length === 0) return notUnderstood(raw);
  const evidence = rows.map(({ unit, seconds }) => ({
    source: commandLine(raw),
    line: `${unit} ${seconds} s`,
    meaning: 'took its time at the start',
  }));
  return { known: true, value: rows, evidence };
}

/** systemd's spans, '1min 2.345s', in seconds; null: not one. Source: systemd.time(7). */
export function secondsOf(text: string): number | null {
  const units: Readonly<Record<string, number>> = {
    y: 31_557_600,
    month: 2_629_800,
    w: 604_800,
    d: 86_400,
    h: 3600,
    min: 60,
    s: 1,
    ms: 1e-3,
    us: 1e-6,
  };
  const words = text.split(' ').map((word) => /^([\d.]+)([a-z]+)$/.exec(word));
  const values = words.map((word) => Number(word?.[1]) * (units[word?.[2] ?? ''] ?? Number.NaN));
  const sum = values.reduce((total, value) => total + value, 0);
  return Number.isNaN(sum) ? null : Math.round(sum * 1000) / 1000;
}

function notHere(raw: Raw): ReturnType<typeof unusable> {
  const bad = unusable(raw);
  if (bad?.code === 'missing-tool' || /has not been booted with systemd|Failed to connect to bus/.test(stderrText(raw)))
    return unread('not-applicable', 'This system does not run under systemd.', '');
  return bad;
}
