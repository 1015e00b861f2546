import { expect, test } from 'vitest';
import { readDiskWear } from '../../../src-main/core/facts/readers/disk-wear.js';
import { readMemoryModules } from '../../../src-main/core/facts/readers/dmidecode.js';
import { flatten, readLsblk } from '../../../src-main/core/facts/readers/lsblk-tree.js';
import { lifeUsedOf } from '../../../src-main/core/facts/disk-signs.js';
import { encryptionOf } from '../../../src-main/core/facts/disk-encryption.js';
import { rawOf } from '../../fakes/fake-exec.js';
import { transcript } from './transcripts.js';

const encrypted = {
  name: 'nvme0n1',
  type: 'disk',
  size: '512110190592',
  rota: '0',
  tran: 'nvme',
  model: 'Samsung SSD 980 ',
  children: [
    { name: 'nvme0n1p1', type: 'part', size: 1, mountpoint: '/boot/efi', fstype: 'vfat' },
    {
      name: 'nvme0n1p3',
      type: 'part',
      fstype: 'crypto_LUKS',
      children: [{ name: 'root', type: 'crypt', children: [{ name: 'vg-root', type: 'lvm', mountpoint: '/' }] }],
    },
    { name: 'nvme0n1p4', path: '/dev/nvme0n1p4', type: 'part', fstype: 'crypto_LUKS' },
  ],
};

test('lsblk: a tree in both forms of numbers; layers, and what lies on encryption', () => {
  const reading = readLsblk(rawOf({ stdout: JSON.stringify({ blockdevices: [encrypted] }) }));
  expect(reading).toMatchObject({ value: [{ name: 'nvme0n1', bytes: 512_110_190_592, rotational: false, model: 'Samsung SSD 980' }] });
  const tree = reading.known ? reading.value : [];
  expect(flatten(tree)).toHaveLength(6);
  expect(encryptionOf(tree)).toEqual({ encrypted: ['/'], plain: ['/boot/efi'], locked: ['/dev/nvme0n1p4'] });
});

const slots = `# dmidecode 3.4
SMBIOS 3.2.0 present.

Handle 0x0040, DMI type 17, 84 bytes
Memory Device
	Size: 8 GB
	Locator: ChannelA-DIMM0
	Type: DDR4
	Speed: 3200 MT/s
	Configured Memory Speed: 2667 MT/s

Handle 0x0041, DMI type 17, 84 bytes
Memory Device
	Size: No Module Installed
	Locator: ChannelB-DIMM0
	Type: Unknown
`;

test('dmidecode: modules and empty slots; no table does not apply; anything else is unknown', () => {
  expect(readMemoryModules(rawOf({ stdout: slots }))).toMatchObject({
    value: { slots: 2, modules: [{ locator: 'ChannelA-DIMM0', bytes: 8 * 1024 ** 3, type: 'DDR4', speed: 3200, runsAt: 2667 }] },
    evidence: [{ line: '8 GB, DDR4, 3200 MT/s', meaning: 'memory module, runs at 2667 MT/s' }],
  });
  const none = '# dmidecode 3.4\n# No SMBIOS nor DMI entry point found, sorry.\n';
  expect(readMemoryModules(rawOf({ stdout: none }))).toMatchObject({ code: 'not-applicable' });
  expect(readMemoryModules(rawOf({ stdout: 'words' }))).toMatchObject({ code: 'unexpected-output' });
});

test('wear: of NVMe, of newer smartctl for ATA, of eMMC; a disk that was not opened tells nothing', () => {
  expect(readDiskWear(transcript('smartctl-json-nvme-healthy.json'))).toMatchObject({ value: { usedPercent: 0, sparePercent: 100 } });
  expect(readDiskWear(transcript('smartctl-json-ata-healthy.json'))).toMatchObject({ code: 'not-applicable' });
  expect(readDiskWear(rawOf({ stdout: '{"endurance_used":{"current_percent":83}}' }))).toMatchObject({ value: { usedPercent: 83 } });
  expect(readDiskWear(rawOf({ code: 2, stdout: '{"endurance_used":{"current_percent":0}}' })).known).toBe(false);
  expect([lifeUsedOf('0x02 0x01'), lifeUsedOf('0x0b 0x00'), lifeUsedOf('0x00 0x00'), lifeUsedOf('')]).toEqual([20, 110, null, null]);
});
