import { perLine } from '../../foreign-lines.js';

/** Addresses of the `nameserver` lines that a resolver would use, in their order. Source: resolv.conf(5). */
export function nameServersIn(text: string): string[] {
  return perLine(text, (line) => {
    const address = /^nameserver[ \t]+(\S+)/.exec(line)?.[1] ?? '';
    return isAddress(address) ? [address] : [];
  });
}

/** `DNS=` of systemd-networkd's state file; entries may carry a port or a server name after `#`. */
export function networkdServers(text: string): string[] {
  const words = /^DNS=(.*)$/m.exec(text)?.[1]?.trim().split(/\s+/) ?? [];
  return words.map((word) => word.replace(/#.*/, '')).filter(isAddress);
}

/** Name servers of the last lease in a dhclient file that has not expired. Times in it are UTC. Source: dhclient.leases(5). */
export function leaseServers(text: string, now: Date): string[] {
  const last = text.split(/^lease\s*\{/m).at(-1) ?? '';
  const [, year, month, day, hour, minute, second] =
    /^[ \t]*expire\s+\d\s+(\d{4})\/(\d\d)\/(\d\d)\s+(\d\d):(\d\d):(\d\d);/m.exec(last) ?? [];
  const forever = /^[ \t]*expire\s+never;/m.test(last);
  const ends = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  if (!forever && !(ends > now.getTime())) return [];
  const list = /option\s+domain-name-servers\s+([^;\s][^;]*);/.exec(last)?.[1] ?? '';
  return list.split(/[\s,]+/).filter(isAddress);
}

/** A line of nsswitch.conf: its number from 1, its text and its sources without actions. */
export type SwitchLine = { readonly database: string; readonly line: number; readonly text: string; readonly sources: readonly string[] };

/** The first line of a database (`hosts`, `passwd`, ...) of nsswitch.conf; null: there is none. */
export function switchLine(text: string, database: string): SwitchLine | null {
  const lines = text.split('\n');
  const name = new RegExp(`^\\s*${database}\\s*:`);
  const index = lines.findIndex((line) => name.test(line));
  const found = lines[index];
  if (found === undefined) return null;
  const sources = found
    .replace(/#.*/, '')
    .replace(name, '')
    .replaceAll(/\[[^[\]]*\]/g, ' ')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  return { database, line: index + 1, text: found, sources };
}

function isAddress(word: string): boolean {
  const four = word.split('.');
  if (four.length === 4) return four.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
  return /^[0-9a-fA-F]*:[0-9a-fA-F:.]*(%\w+)?$/.test(word) && word.split('::').length <= 2;
}
