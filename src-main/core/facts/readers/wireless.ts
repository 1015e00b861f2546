import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood, stdoutText, unusable } from '../raw.js';

/** Signal in dBm by device, from /proc/net/wireless: `wlan0: 0000   54.  -56.  -256 ...`. Source: kernel's wireless extensions. */
export function readProcWireless(text: string): Map<string, number> {
  return new Map(
    [...text.matchAll(/^[ \t]*(\S+):\s+[0-9a-f]+\s+-?\d+\.?\s+(-?\d+)\.?\s/gim)].flatMap(([, name = '', level]) => {
      // Old drivers give the byte without its sign; -256 and 0 stand for "not measured".
      const value = Number(level);
      const dbm = value > 63 && value < 256 ? value - 256 : value;
      return dbm < 0 && dbm > -130 ? [[name, dbm] as const] : [];
    }),
  );
}

/** `iw dev NAME link`: `signal: -56 dBm`, or `Not connected.` (null). Source: iw 3.17 and above. */
export function readIwLink(raw: Raw): ReadingOf<number | null> {
  const bad = unusable(raw, "Install 'iw'.");
  if (bad) return bad;
  const text = stdoutText(raw);
  const dbm = /^[ \t]*signal: (-\d+)(?:\.\d+)? dBm/m.exec(text)?.[1];
  if (raw.code === 0 && dbm !== undefined) return { known: true, value: Number(dbm), evidence: [] };
  if (raw.code === 0 && /^Not connected\.\s*$/.test(text)) return { known: true, value: null, evidence: [] };
  return notUnderstood(raw);
}
