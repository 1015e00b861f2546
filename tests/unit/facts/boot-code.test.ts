import { expect, test } from 'vitest';
import type { Reading } from '../../../src-shared/contract/fact.js';
import { bootCode, type BootDisk } from '../../../src-main/core/facts/boot-code.js';
import { collectFacts } from '../../../src-main/core/facts/collect.js';
import { anyGrubInstall } from '../../../src-main/core/routines/linux/any-grub-install.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const sector = 512;

/** A disk as bytes, laid out as GRUB 2.06 lays itself on it. */
function diskWith({ code = '', core = '', coreAt = 1, gpt = false }): Uint8Array {
  const disk = Buffer.alloc(4096 * sector);
  if (code === 'GRUB') {
    disk.write('GRUB \0Geom\0Hard Disk\0Read\0 Error\r\n\0', 0x180, 'latin1');
    disk.writeBigUInt64LE(BigInt(coreAt), 0x5c);
  } else disk.write(code, 0x20, 'latin1');
  disk.writeUInt16LE(0xaa55, 510);
  if (gpt) disk.write('EFI PART', sector, 'latin1');
  if (coreAt < 4096) disk.write(core, coreAt * sector + 0x160, 'latin1');
  return disk;
}

const core = 'loading\0.\0\r\n\0Geom\0Read\0 Error\0';

type Machine = { readonly disks: Readonly<Record<string, Uint8Array>>; readonly chosen?: string; readonly gpt?: boolean };

async function look(
  { disks, chosen, gpt = false }: Machine,
  change: (world: ReturnType<typeof createFakeWorld>) => void = () => undefined,
) {
  const world = createFakeWorld();
  world.files.put('/boot/grub/i386-pc/normal.mod', '');
  for (const path of Object.keys(disks)) {
    const name = path.slice('/dev/'.length);
    world.files.put(path, '', { kind: 'block' });
    world.files.put(`/sys/class/block/${name}/size`, '4096\n');
    world.files.put(`/sys/class/block/${name}/${name}1/start`, '2048\n');
    world.files.put(`/sys/class/block/${name}/${name}1/size`, '1024\n');
  }
  if (chosen !== undefined)
    world.files.put(
      '/var/cache/debconf/config.dat',
      `Name: x/y\nValue: 1\n\nName: grub-pc/install_devices\nTemplate: t\nValue: ${chosen}\n`,
    );
  world.exec.on('grub-probe --target=disk /boot/grub', { stdout: '/dev/sda\n' });
  world.exec.on('blkid -p -s PART_ENTRY_TYPE', { stdout: gpt ? '21686148-6449-6E6F-744E-656564454649\n' : '' });
  world.exec.on('dd', ({ argv }) => {
    const said = (name: string) => argv.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
    const from = Number(said('skip'));
    return { stdout: disks[said('if')]?.subarray(from, from + Number(said('count'))) ?? new Uint8Array() };
  });
  change(world);
  const readings = await collectFacts(world.ports, [bootCode], { root: '/', signal: new AbortController().signal });
  const reading = readings['boot-code'] as Reading;
  const diagnosis = anyGrubInstall.diagnose({ 'boot-code': reading } as never);
  return { reading, found: reading.known ? (reading.value as readonly BootDisk[]) : [], diagnosis };
}

test('GRUB with its core is fine', async () => {
  const { found, diagnosis } = await look({ disks: { '/dev/sda': diskWith({ code: 'GRUB', core }) } });
  expect(found).toMatchObject([{ disk: '/dev/sda', state: 'grub' }]);
  expect(diagnosis.outcome).toBe('healthy');
});

test('an empty first sector and a core that is gone are lost; what is kept ends where the first partition begins', async () => {
  for (const disk of [diskWith({}), diskWith({ code: 'GRUB', core: 'licensed' }), diskWith({ code: 'GRUB', core, coreAt: 99_999 })]) {
    const { found, diagnosis } = await look({ disks: { '/dev/sda': disk } });
    expect(found).toMatchObject([
      {
        state: 'lost',
        places: [
          { offset: 0, length: 440 },
          { offset: 512, length: 2047 * sector },
        ],
      },
    ]);
    expect(diagnosis).toMatchObject({ outcome: 'needed', severity: 'critical', items: [{ id: '/dev/sda' }] });
  }
});

test('on a GUID table the place is the BIOS boot partition; without one there is no room, and that is said', async () => {
  const disks = { '/dev/sda': diskWith({ gpt: true }) };
  const { found } = await look({ disks, gpt: true });
  expect(found[0]?.places?.[1]).toEqual({ offset: 2048 * sector, length: 1024 * sector });
  const { diagnosis } = await look({ disks, gpt: false });
  expect(diagnosis).toMatchObject({ outcome: 'unknown', summary: expect.stringContaining('no room') as string });
});

test('another loader is never taken for damage', async () => {
  const { found, diagnosis } = await look({ disks: { '/dev/sda': diskWith({ code: 'Missing operating system' }) } });
  expect(found).toMatchObject([{ state: 'other' }]);
  expect(diagnosis.outcome).toBe('unknown');
});

test('a disk that a person chose counts too: where it starts GRUB, nothing is wrong', async () => {
  const disks = { '/dev/sda': diskWith({}), '/dev/sdb': diskWith({ code: 'GRUB', core }) };
  const { found, diagnosis } = await look({ disks, chosen: '/dev/sdb, /dev/disk/by-id/gone' });
  expect(found.map(({ state }) => state)).toEqual(['lost', 'grub']);
  expect(diagnosis.outcome).toBe('healthy');
});

test('a sector that cannot be read is no loss', async () => {
  const { diagnosis } = await look({ disks: { '/dev/sda': diskWith({ code: 'GRUB', core }) } }, (world) =>
    world.exec.on('dd if=/dev/sda bs=64K iflag=skip_bytes,count_bytes,fullblock skip=512', { code: 1, stderr: 'dd: Input/output error\n' }),
  );
  expect(diagnosis.outcome).toBe('unknown');
});

test('it says nothing of a system that UEFI starts, and does not know what grub-probe cannot tell', async () => {
  const disks = { '/dev/sda': diskWith({}) };
  const { diagnosis } = await look({ disks }, (world) => world.files.putFolder('/sys/firmware/efi'));
  expect(diagnosis.outcome).toBe('not-applicable');
  for (const answer of [
    { code: 1, stderr: 'grub-probe: error: failed to get canonical path of `overlay`.\n' },
    { stdout: 'hd0,msdos1\n' },
  ]) {
    const { diagnosis: told } = await look({ disks }, (world) => world.exec.on('grub-probe --target=disk /boot/grub', answer));
    expect(told.outcome).toBe('unknown');
  }
});
