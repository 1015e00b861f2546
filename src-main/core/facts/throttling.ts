import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Evidence } from '../../../src-shared/contract/words.js';
import type { Target } from '../ports.js';
import { namesIn, readAttribute, readNumber } from './read-text.js';
import { unread } from './raw.js';
import { defineFact } from './types.js';

export type Throttling = {
  /** Since the start: how often the hottest core was slowed down, and for how long; null: this kernel does not count the time. */
  readonly times: number;
  readonly milliseconds: number | null;
  /** What the firmware of a Raspberry Pi notes; null elsewhere. */
  readonly firmware: { readonly now: readonly FirmwareLimit[]; readonly sinceStart: readonly FirmwareLimit[] } | null;
};
export type FirmwareLimit = 'too little voltage' | 'frequency capped' | 'slowed down' | 'soft limit of heat';

const cpus = '/sys/devices/system/cpu';
const firmwareFile = '/sys/devices/platform/soc/soc:firmware/get_throttled';

/**
 * How often the processor was slowed down to save it from heat or from a weak power supply.
 * Source: the kernel's Documentation/ABI/testing/sysfs-devices-system-cpu (thermal_throttle, Intel; time from 5.6 on);
 * Raspberry Pi documentation, get_throttled (bits 0-3 now, 16-19 since the start).
 */
export const throttling = defineFact<Throttling>({
  id: 'throttling',
  title: 'Slowing down of the processor',
  cost: 'quick',
  needs: [],
  timeoutMs: 10_000,
  runningOnly: true,
  async read({ target }): Promise<ReadingOf<Throttling>> {
    const names = (await namesIn(target, cpus)).filter((name) => /^cpu\d+$/.test(name));
    const counted = (await Promise.all(names.map((name) => countsOf(target, `${cpus}/${name}/thermal_throttle`)))).flat();
    const firmware = firmwareLimits(await readAttribute(target, firmwareFile));
    if (counted.length === 0 && firmware === null)
      return unread('not-applicable', 'This processor does not count how often it is slowed down (AMD and virtual ones do not).', '');
    const times = Math.max(0, ...counted.map((entry) => entry.times));
    const known = counted.flatMap(({ milliseconds }) => milliseconds ?? []);
    const milliseconds = known.length === 0 ? null : Math.max(...known);
    const value = { times, milliseconds, firmware };
    return { known: true, value, evidence: evidenceOf(value, counted.length) };
  },
});

type Count = { readonly times: number; readonly milliseconds: number | null };

/** Of the core and of its package, which is slowed down as a whole. */
async function countsOf(target: Target, folder: string): Promise<Count[]> {
  const parts = await Promise.all(
    ['core', 'package'].map(async (part) => ({
      times: await readNumber(target, `${folder}/${part}_throttle_count`),
      milliseconds: await readNumber(target, `${folder}/${part}_throttle_total_time_ms`),
    })),
  );
  return parts.flatMap(({ times, milliseconds }) => (times === null ? [] : [{ times, milliseconds }]));
}

const bits: readonly FirmwareLimit[] = ['too little voltage', 'frequency capped', 'slowed down', 'soft limit of heat'];

/** Pure: `0x50005` or `50005`, hexadecimal. null: not told, or not such a number. */
export function firmwareLimits(text: string | null): Throttling['firmware'] {
  if (text === null || !/^(?:0x)?[0-9a-f]{1,8}$/i.test(text)) return null;
  const number = Number.parseInt(text.replace(/^0x/i, ''), 16);
  const from = (first: number): FirmwareLimit[] => bits.filter((_limit, at) => ((number >>> (first + at)) & 1) === 1);
  return { now: from(0), sinceStart: from(16) };
}

function evidenceOf({ times, milliseconds, firmware }: Throttling, counted: number): Evidence[] {
  const time = milliseconds === null ? '' : `, ${(milliseconds / 1000).toFixed(0)} s in all`;
  const said = firmware ? [...new Set([...firmware.now, ...firmware.sinceStart])] : [];
  return [
    ...(counted > 0
      ? [{ source: `${cpus}/*/thermal_throttle`, line: `${times} times${time}`, meaning: 'slowed down by heat since the start' }]
      : []),
    ...(firmware
      ? [{ source: firmwareFile, line: said.join(', ') || 'nothing', meaning: firmware.now.length > 0 ? 'also now' : 'since the start' }]
      : []),
  ];
}
