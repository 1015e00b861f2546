import { expect, test } from 'vitest';
import { collectFacts } from '../../../src-main/core/facts/collect.js';
import { diskSigns } from '../../../src-main/core/facts/disk-signs.js';
import { diskWear } from '../../../src-main/core/facts/disk-wear.js';
import { disks } from '../../../src-main/core/facts/disks.js';
import { graphics } from '../../../src-main/core/facts/graphics.js';
import type { Fact } from '../../../src-main/core/facts/types.js';
import { createFakeWorld, type FakeWorld } from '../../fakes/fake-world.js';

async function read(fact: Fact<unknown>, prepare: (world: FakeWorld) => void = () => undefined, elevated = true): Promise<unknown> {
  const world = createFakeWorld({ elevated });
  prepare(world);
  const readings = await collectFacts(world.ports, [fact], { root: '/', signal: new AbortController().signal });
  return readings[fact.id];
}

test('disks: real ones only; without any it does not apply', async () => {
  const list = (...entries: object[]) => ({ stdout: JSON.stringify({ blockdevices: entries }) });
  const sda = { name: 'sda', type: 'disk', size: 500_000_000_000, model: 'WDC', tran: 'sata', rota: true };
  const others = [
    { name: 'zram0', type: 'disk', size: 9 },
    { name: 'loop0', type: 'loop', size: 9 },
    { name: 'sdb', type: 'disk', size: 0 },
  ];
  expect(await read(disks, ({ exec }) => exec.on('lsblk', list(sda, ...others)))).toMatchObject({
    value: [{ name: 'sda', transport: 'sata' }],
  });
  expect(await read(disks, ({ exec }) => exec.on('lsblk', list(...others)))).toMatchObject({ code: 'not-applicable' });
  expect(await read(disks)).toMatchObject({ code: 'missing-tool' });
});

test('disk-signs: NVMe, a SATA disk with drivetemp, eMMC; a virtual disk tells nothing', async () => {
  const reading = await read(diskSigns, ({ files }) => {
    const put = (path: string, text: string): void => files.put(`/sys/block/${path}`, `${text}\n`);
    put('nvme0n1/device/model', 'Samsung 980');
    put('nvme0n1/device/state', 'live');
    put('nvme0n1/device/hwmon3/temp1_input', '41850');
    put('nvme0n1/device/hwmon3/temp1_crit', '84850');
    put('sda/device/state', 'running');
    put('sda/queue/rotational', '1');
    put('sda/device/hwmon/hwmon4/temp1_input', '52000');
    put('mmcblk0/device/name', 'DA4064');
    put('mmcblk0/device/life_time', '0x09 0x01');
    put('mmcblk0/device/pre_eol_info', '0x02');
    put('vda/queue/rotational', '1');
  });
  expect(reading).toMatchObject({
    value: [
      { name: 'mmcblk0', model: 'DA4064', lifeUsed: 90, spareState: 2 },
      { name: 'nvme0n1', state: 'live', celsius: 41.85, limit: 84.85, rotational: false },
      { name: 'sda', state: 'running', celsius: 52, rotational: true },
    ],
  });
  expect(await read(diskSigns)).toMatchObject({ code: 'not-applicable' });
});

test('disk-wear: asks solid state disks only; without smartctl it says how to get it', async () => {
  const ssd = ({ files }: FakeWorld): void => files.put('/sys/block/sda/queue/rotational', '0\n');
  expect(await read(diskWear, ssd)).toMatchObject({ code: 'missing-tool', cure: expect.stringContaining('smartmontools') });
  expect(await read(diskWear, ({ files }) => files.put('/sys/block/sda/queue/rotational', '1\n'))).toMatchObject({
    code: 'not-applicable',
  });
  expect(await read(diskWear, ssd, false)).toMatchObject({ code: 'needs-elevation' });
});

test('graphics: display devices with and without a driver', async () => {
  const reading = await read(graphics, ({ files }) => {
    for (const [address, kind] of [
      ['0000:00:02.0', '0x030000'],
      ['0000:01:00.0', '0x030200'],
      ['0000:00:1f.0', '0x060100'],
    ]) {
      files.put(`/sys/bus/pci/devices/${address}/class`, `${kind}\n`);
      files.put(`/sys/bus/pci/devices/${address}/vendor`, '0x8086\n');
      files.put(`/sys/bus/pci/devices/${address}/device`, '0x9a49\n');
    }
    files.putLink('/sys/bus/pci/devices/0000:00:02.0/driver', '../../../bus/pci/drivers/i915');
  });
  expect(reading).toMatchObject({
    value: [
      { driver: 'i915', vendor: '8086' },
      { address: '0000:01:00.0', driver: null },
    ],
  });
});
