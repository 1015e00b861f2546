import { expect, test } from 'vitest';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { collectFacts } from '../../../src-main/core/facts/collect.js';
import type { FactReadings } from '../../../src-main/core/facts/index.js';
import { firmwareLimits, throttling, type Throttling } from '../../../src-main/core/facts/throttling.js';
import { slowedDown } from '../../../src-main/core/scan/checks/slowed-down.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const pi = '/sys/devices/platform/soc/soc:firmware/get_throttled';

async function read(files: Readonly<Record<string, string>>): Promise<ReadingOf<Throttling>> {
  const world = createFakeWorld();
  for (const [path, text] of Object.entries(files)) world.files.put(path, text);
  const readings = await collectFacts(world.ports, [throttling], { root: '/', signal: new AbortController().signal });
  return readings['throttling'] as ReadingOf<Throttling>;
}

/** As sysfs of an Intel laptop with kernel 6 has it, for each core. */
function intel(cores: readonly (readonly [number, number, number])[]): Record<string, string> {
  return Object.fromEntries(
    cores.flatMap(([core, pack, ms], at) => {
      const folder = `/sys/devices/system/cpu/cpu${at}/thermal_throttle`;
      return [
        [`${folder}/core_throttle_count`, `${core}\n`],
        [`${folder}/core_throttle_total_time_ms`, `${ms}\n`],
        [`${folder}/package_throttle_count`, `${pack}\n`],
        [`${folder}/package_throttle_total_time_ms`, `${Math.floor(ms / 2)}\n`],
      ];
    }),
  );
}

const looked = async (files: Readonly<Record<string, string>>): Promise<string | null> =>
  slowedDown.look({ throttling: await read(files) } as unknown as FactReadings)?.title ?? null;

test('Intel: the hottest core counts, not the sum of cores that were slowed down together', async () => {
  const files = intel([
    [3, 12, 900],
    [40, 12, 125_000],
  ]);
  expect(await read(files)).toMatchObject({ value: { times: 40, milliseconds: 125_000, firmware: null } });
  expect(await looked(files)).toBe('The processor was slowed down by heat for 2 minutes in all since the start.');
  expect(await looked(intel([[3, 12, 59_999]]))).toBeNull();
});

test('kernels before 5.6 count times only', async () => {
  const file = '/sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count';
  expect(await read({ [file]: '1500\n' })).toMatchObject({ value: { times: 1500, milliseconds: null } });
  expect(await looked({ [file]: '1500\n' })).toMatch(/1500 times/);
  expect(await looked({ [file]: '999\n' })).toBeNull();
});

test('Raspberry Pi: bits of now and of since the start', async () => {
  expect(firmwareLimits('50005')).toEqual({
    now: ['too little voltage', 'slowed down'],
    sinceStart: ['too little voltage', 'slowed down'],
  });
  expect(firmwareLimits('0x80000')).toEqual({ now: [], sinceStart: ['soft limit of heat'] });
  expect(firmwareLimits('0')).toEqual({ now: [], sinceStart: [] });
  for (const odd of [null, '', 'throttled=0x0', '-1', 'ffffffffff']) expect(firmwareLimits(odd)).toBeNull();
  expect(await looked({ [pi]: '50000\n' })).toBe('The firmware limits the processor: too little voltage, slowed down.');
  expect(await looked({ [pi]: '0\n' })).toBeNull();
});

test('a processor that does not count is unread, never "not slowed down"', async () => {
  expect(await read({})).toMatchObject({ known: false, code: 'not-applicable' });
  expect(await read({ '/sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count': 'n/a\n' })).toMatchObject({ known: false });
});
