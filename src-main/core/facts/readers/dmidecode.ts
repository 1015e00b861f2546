import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import { formatBytes } from '../../bytes.js';
import type { Raw } from '../../ports.js';
import { commandLine, notUnderstood, stderrText, stdoutText, unread, unusable } from '../raw.js';

/** A memory module. `speed` as built, `runsAt` as configured, both in megatransfers a second; null where not told. */
export type MemoryModule = {
  readonly locator: string;
  readonly bytes: number;
  readonly type: string;
  readonly speed: number | null;
  readonly runsAt: number | null;
};
export type MemoryModules = { readonly slots: number; readonly modules: readonly MemoryModule[] };

/** `dmidecode -t 17`: one "Memory Device" a slot; an empty slot says "No Module Installed". Source: dmidecode(8), SMBIOS 3.7 type 17. */
export function readMemoryModules(raw: Raw): ReadingOf<MemoryModules> {
  const bad = unusable(raw, "Install 'dmidecode'.");
  if (bad) return bad;
  const text = stdoutText(raw);
  const slots = text.split(/^Handle 0x[0-9A-F]+, DMI type 17\b.*$/m).slice(1);
  if (slots.length === 0) return withoutTable(raw, text + stderrText(raw));
  if (raw.code !== 0) return notUnderstood(raw);
  const modules = slots.flatMap(moduleOf);
  const evidence = modules.map(({ locator, bytes, type, speed, runsAt }) => ({
    source: `${commandLine(raw)}: ${locator}`,
    line: [formatMemory(bytes), type, speed === null ? '' : `${speed} MT/s`].filter((word) => word !== '').join(', '),
    meaning: runsAt === null || runsAt === speed ? 'memory module' : `memory module, runs at ${runsAt} MT/s`,
  }));
  return { known: true, value: { slots: slots.length, modules }, evidence };
}

function withoutTable(raw: Raw, said: string): ReadingOf<MemoryModules> {
  const none = /No SMBIOS nor DMI entry point found|\/dev\/mem: No such file|\/dev\/mem: Operation not permitted/.test(said);
  return none || (raw.code === 0 && /SMBIOS \d+\.\d+ present/.test(said))
    ? unread('not-applicable', 'The firmware of this machine has no table of memory modules.', '')
    : notUnderstood(raw);
}

function moduleOf(slot: string): MemoryModule[] {
  const field = (name: string): string => new RegExp(`^[ \\t]+${name}: (.+)$`, 'm').exec(slot)?.[1]?.trim() ?? '';
  const speed = (name: string): number | null => Number(/^(\d+) (?:MT\/s|MHz)$/.exec(field(name))?.[1] ?? Number.NaN) || null;
  const [, amount, unit = ''] = /^(\d+) (MB|GB|TB|kB)$/.exec(field('Size')) ?? [];
  if (amount === undefined) return [];
  const power = { kB: 1, MB: 2, GB: 3, TB: 4 }[unit] ?? 0;
  return [
    {
      locator: field('Locator'),
      bytes: Number(amount) * 1024 ** power,
      type: field('Type').replace(/^(Unknown|Other|<OUT OF SPEC>)$/, ''),
      speed: speed('Speed'),
      runsAt: speed('Configured Memory Speed') ?? speed('Configured Clock Speed'),
    },
  ];
}

/** Memory is sold in powers of 1024. */
function formatMemory(bytes: number): string {
  const gib = bytes / 1024 ** 3;
  return gib >= 1 && Number.isInteger(gib) ? `${gib} GB` : formatBytes(bytes);
}
