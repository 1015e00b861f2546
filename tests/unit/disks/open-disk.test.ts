import { describe, expect, test } from 'vitest';
import { createDisks } from '../../../src-main/core/disks/disks.js';
import { createFakeDisks, putSystem, putType, type FakeDisks } from '../../fakes/fake-disks.js';

const device = '/dev/sda2';
const lines = (world: FakeDisks): string[] => world.ran.map(({ line }) => line);

describe('opening a plain partition', () => {
  test('to look: read only, its journal is not even replayed, nothing on it gains rights', async () => {
    const world = createFakeDisks();
    putSystem(world, device, '8:2');
    const disk = await createDisks(world).open({ device, write: false });
    expect(disk).toMatchObject({ root: '/run/rescuepc/disks/aaaa-82', device, type: 'ext4', writable: false });
    expect(lines(world)).toContain('mount -i -t ext4 -o ro,noload,nosuid,nodev --source /dev/sda2 --target /run/rescuepc/disks/aaaa-82');
    expect(lines(world).filter((line) => / -o rw/.test(line))).toEqual([]);
  });

  test('to repair: for writing; closed again, nothing stays mounted or noted', async () => {
    const world = createFakeDisks();
    putSystem(world, device, '8:2');
    const disks = createDisks(world);
    await disks.open({ device, write: true });
    expect(lines(world)).toContain('mount -i -t ext4 -o rw,nosuid,nodev --source /dev/sda2 --target /run/rescuepc/disks/aaaa-82');
    expect(world.notes.size).toBe(1);
    expect(disks.any()).toBe(true);
    expect(await disks.closeAll()).toEqual([]);
    expect(world.mounted).toEqual([]);
    expect(world.notes.size).toBe(0);
    expect(disks.any()).toBe(false);
  });

  test('an id that is no plain name becomes no path: neither of the mount point nor of the device files', async () => {
    const world = createFakeDisks();
    putSystem(world, device, '8:2');
    putType(world, device, 'TYPE=ext4\nUUID=../../../../../../etc/precious\n');
    const disk = await createDisks(world).open({ device, write: false });
    expect(disk.root).toBe('/run/rescuepc/disks/8-2');
    expect(lines(world).filter((line) => line.includes('precious'))).toEqual([]);
  });

  test('what cannot be unmounted is said, and its note is kept for the next start', async () => {
    const world = createFakeDisks();
    putSystem(world, device, '8:2');
    const disks = createDisks(world);
    await disks.open({ device, write: true });
    world.on('umount -- /run/rescuepc/disks/aaaa-82', { code: 32, stderr: 'target is busy' });
    expect((await disks.closeAll()).join()).toContain('target is busy');
    expect(world.notes.size).toBe(1);
  });

  test('what a process that died has left is taken back first', async () => {
    const world = createFakeDisks();
    putSystem(world, device, '8:2');
    world.stale.push({ key: 'old', record: { root: '/run/rescuepc/disks/aaaa-82', unlocked: [], volumes: [] } });
    world.mounted.push({ id: '8:2', source: device, at: '/run/rescuepc/disks/aaaa-82' });
    await createDisks(world).open({ device, write: false });
    expect(lines(world)[0]).toBe('umount -- /run/rescuepc/disks/aaaa-82');
    expect(world.stale).toEqual([]);
  });

  test('further file systems of the same disk are mounted by its own table; others, links and odd paths are left out', async () => {
    const world = createFakeDisks();
    const fstab = [
      'UUID=aaaa-82 / ext4 defaults 0 1',
      'UUID=BOOT-1 /boot ext4 defaults 0 2',
      'UUID=efi-1 /boot/efi vfat umask=0077,suid,dev 0 1',
      'UUID=elsewhere /srv ext4 defaults 0 2',
      'UUID=boot-1 /linked ext4 defaults 0 2',
      'UUID=boot-1 /var/../etc ext4 defaults 0 2',
      '/dev/sda4 none swap sw 0 0',
      'tmpfs /tmp tmpfs size=1m 0 0',
    ];
    putSystem(world, device, '8:2', { '/etc/fstab': fstab.join('\n'), '/boot': 'folder', '/boot/efi': 'folder', '/srv': 'folder' });
    for (const [path, id, type] of [
      ['/dev/sda1', '8:1', 'TYPE=ext4\nUUID=boot-1\n'],
      ['/dev/sda3', '8:3', 'TYPE=vfat\nUUID=EFI-1\n'],
    ] as const) {
      world.table.push({ path, id, kind: 'partition', below: ['8:0'] });
      putType(world, path, type);
    }
    const disk = await createDisks(world).open({ device, write: true });
    expect(disk.mounts).toEqual([
      { at: '/boot', device: '/dev/sda1' },
      { at: '/boot/efi', device: '/dev/sda3' },
    ]);
    expect(disk.skipped.map(({ at }) => at)).toEqual(['/srv', '/linked', '/var/../etc']);
    expect(lines(world)).toContain('mount -i -t vfat -o rw,nosuid,nodev --source /dev/sda3 --target /run/rescuepc/disks/aaaa-82/boot/efi');
  });
});

describe('what is not opened', () => {
  test.each([
    ['mounted', (world: FakeDisks) => world.mounted.push({ id: '8:2', source: device, at: '/media/x' }), 'busy', 'mounted at /media/x'],
    ['the running system', (world: FakeDisks) => world.mounted.push({ id: '8:2', source: device, at: '/' }), 'busy', 'running system'],
    ['mounted as btrfs', (world: FakeDisks) => world.mounted.push({ id: '0:33', source: device, at: '/srv' }), 'busy', 'mounted at /srv'],
    ['swap', (world: FakeDisks) => world.swap.push(device), 'busy', 'swap space'],
    ['held by something', (world: FakeDisks) => world.notFree.add(device), 'busy', 'in use'],
    [
      'open as a mapped device',
      (world: FakeDisks) => world.table.push({ path: '/dev/mapper/open', id: '254:0', kind: 'mapped', below: ['8:2'] }),
      'busy',
      '/dev/mapper/open',
    ],
    [
      'no known content',
      (world: FakeDisks) => world.on(`blkid -p -o export ${device}`, { code: 2 }),
      'unsupported',
      'Nothing that is known',
    ],
    ['contradicting', (world: FakeDisks) => world.on(`blkid -p -o export ${device}`, { code: 8 }), 'unsupported', 'cannot be told'],
    ['swap content', (world: FakeDisks) => putType(world, device, 'TYPE=swap\n'), 'unsupported', 'holds swap'],
    ['no system', (world: FakeDisks) => world.files.delete(`${device}:/etc/passwd`), 'unsupported', 'no system'],
  ] as const)('%s', async (_name, spoil, code, words) => {
    const world = createFakeDisks();
    putSystem(world, device, '8:2');
    spoil(world);
    const before = world.mounted.length;
    await expect(createDisks(world).open({ device, write: true })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words) as string,
    });
    expect(world.mounted.length).toBe(before);
    expect(lines(world).filter((line) => line.includes('-o rw'))).toEqual([]);
    expect(world.notes.size).toBe(0);
  });

  test('a whole disk: its systems are named', async () => {
    const world = createFakeDisks();
    putSystem(world, device, '8:2', { '/usr/lib/os-release': 'PRETTY_NAME="Debian 12"\n' });
    putType(world, '/dev/sda', 'PTTYPE=gpt\n');
    await expect(createDisks(world).open({ device: '/dev/sda', write: true })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('/dev/sda2 (Debian 12)') as string,
      hint: expect.stringContaining('--root /dev/sda2') as string,
    });
    expect(world.mounted).toEqual([]);
  });

  test('anything, without the rights', async () => {
    await expect(createDisks(undefined).open({ device, write: false })).rejects.toMatchObject({ code: 'not-permitted' });
  });
});
