import { describe, expect, test } from 'vitest';
import { createDisks } from '../../../src-main/core/disks/disks.js';
import { nameInCrypttab } from '../../../src-main/core/disks/unlock.js';
import { createFakeDisks, putSystem, putType, type FakeDisks } from '../../fakes/fake-disks.js';

const device = '/dev/sda2';
const passphrase = 'correct horse';
const lines = (world: FakeDisks): string[] => world.ran.map(({ line }) => line);

/** A LUKS container on /dev/sda2; `inside` makes what is seen when it is open. */
function locked(inside: (world: FakeDisks) => void): FakeDisks {
  const world = createFakeDisks();
  world.table.push(
    { path: '/dev/sda', id: '8:0', kind: 'disk', below: [] },
    { path: device, id: '8:2', kind: 'partition', below: ['8:0'] },
  );
  putType(world, device, 'TYPE=crypto_LUKS\nUUID=cafe\n');
  world.on('cryptsetup --version', {});
  world.on('cryptsetup open', (_line, input) => {
    if (input !== passphrase) return { code: 2, stderr: 'No key available with this passphrase.' };
    inside(world);
    return {};
  });
  world.on('cryptsetup close', () => {
    world.table.splice(0, world.table.length, ...world.table.filter(({ kind }) => kind !== 'mapped'));
    return {};
  });
  return world;
}

/** Volumes of one group, active after vgchange, or (`atOnce`) by what the system does on its own. */
function group(world: FakeDisks, names: readonly string[], below: string, atOnce = false): void {
  const active = new Set<string>(atOnce ? names : []);
  world.on('lvs', () => ({
    stdout: JSON.stringify({
      report: [
        {
          lv: names.map((name) => ({
            vg_name: 'vg',
            lv_name: name,
            lv_path: `/dev/vg/${name}`,
            lv_dm_path: `/dev/mapper/vg-${name}`,
            lv_active: active.has(name) ? 'active' : '',
          })),
        },
      ],
    }),
  }));
  world.on('pvs', { stdout: JSON.stringify({ report: [{ pv: [{ vg_name: 'vg' }] }] }) });
  world.on('vgchange -ay', () => {
    for (const [index, name] of names.entries()) {
      active.add(name);
      if (name.startsWith('root')) putSystem(world, `/dev/mapper/vg-${name}`, `254:${index + 1}`, {}, [below]);
      else world.table.push({ path: `/dev/mapper/vg-${name}`, id: `254:${index + 1}`, kind: 'mapped', below: [below] });
    }
    return {};
  });
  world.on('lvchange -an', {});
}

describe('an encrypted container', () => {
  test('without a passphrase it is asked for; nothing was tried', async () => {
    const world = locked(() => undefined);
    await expect(createDisks(world).open({ device, write: false })).rejects.toMatchObject({ code: 'passphrase-needed' });
    expect(lines(world).filter((line) => line.startsWith('cryptsetup open'))).toEqual([]);
    expect(world.notes.size).toBe(0);
  });

  test('without cryptsetup the package is named before anybody types a passphrase', async () => {
    const world = locked(() => undefined);
    world.on('cryptsetup --version', { missing: true, code: null });
    await expect(createDisks(world).open({ device, write: false })).rejects.toMatchObject({
      code: 'unsupported',
      hint: expect.stringContaining('cryptsetup-bin') as string,
    });
  });

  test('the passphrase goes to stdin alone, and a wrong one is told from other failures', async () => {
    const world = locked((open) => putSystem(open, '/dev/mapper/rescuepc-8-2', '254:0', {}, ['8:2']));
    const disks = createDisks(world);
    await expect(disks.open({ device, write: true, passphrase: 'wrong' })).rejects.toMatchObject({ code: 'passphrase-needed' });
    const disk = await disks.open({ device, write: true, passphrase });
    expect(disk.root).toBe('/run/rescuepc/disks/aaaa-2540');
    expect(lines(world).join('\n')).not.toContain(passphrase);
    expect(JSON.stringify([...world.notes.values(), disk])).not.toContain(passphrase);
    expect(world.ran.filter(({ input }) => input === passphrase).map(({ line }) => line)).toEqual([
      'cryptsetup open --type luks --key-file - -- /dev/sda2 rescuepc-8-2',
    ]);
    expect(await disks.closeAll()).toEqual([]);
    expect(lines(world).at(-1)).toBe('cryptsetup close -- rescuepc-8-2');
    expect(world.mounted).toEqual([]);
  });

  test('to look, the container itself is opened read only', async () => {
    const world = locked((open) => putSystem(open, '/dev/mapper/rescuepc-8-2', '254:0', {}, ['8:2']));
    await createDisks(world).open({ device, write: false, passphrase });
    expect(lines(world)).toContain('cryptsetup open --type luks --key-file - --readonly -- /dev/sda2 rescuepc-8-2');
  });

  test('it gets the name by which the system itself unlocks it, so that start images made there fit', async () => {
    const world = locked((open) =>
      putSystem(open, '/dev/mapper/rescuepc-8-2', '254:0', { '/etc/crypttab': 'sda2_crypt UUID=cafe none luks\n' }, ['8:2']),
    );
    world.on('dmsetup rename', () => {
      world.table.splice(0, world.table.length, ...world.table.filter(({ kind }) => kind !== 'mapped'));
      putSystem(world, '/dev/mapper/sda2_crypt', '254:0', {}, ['8:2']);
      return {};
    });
    const disks = createDisks(world);
    await disks.open({ device, write: true, passphrase });
    expect(lines(world)).toContain('dmsetup rename rescuepc-8-2 sda2_crypt');
    expect(lines(world).some((line) => line.includes('--source /dev/mapper/sda2_crypt'))).toBe(true);
    expect(await disks.closeAll()).toEqual([]);
    expect(lines(world).at(-1)).toBe('cryptsetup close -- sda2_crypt');
  });

  test('a failure after the unlocking locks it again', async () => {
    const world = locked((open) => {
      open.table.push({ path: '/dev/mapper/rescuepc-8-2', id: '254:0', kind: 'mapped', below: ['8:2'] });
      putType(open, '/dev/mapper/rescuepc-8-2', 'TYPE=swap\n');
    });
    await expect(createDisks(world).open({ device, write: true, passphrase })).rejects.toMatchObject({ code: 'unsupported' });
    expect(lines(world).at(-1)).toBe('cryptsetup close -- rescuepc-8-2');
    expect(world.notes.size).toBe(0);
  });

  test('names in a crypttab: by id of the container only, and only plain ones', () => {
    const container = { uuid: 'cafe', partUuid: '', label: '' };
    expect(nameInCrypttab('# a UUID=cafe\nroot UUID=cafe none\n', container)).toBe('root');
    expect(nameInCrypttab('../x UUID=cafe none\n', container)).toBe(null);
    expect(nameInCrypttab('other UUID=beef none\nempty PARTUUID= none\n', container)).toBe(null);
  });
});

describe('logical volumes', () => {
  test('the one system of a group is taken; volumes that were not active are let go again', async () => {
    const world = createFakeDisks();
    putSystem(world, device, '8:2');
    putType(world, device, 'TYPE=LVM2_member\n');
    group(world, ['root', 'swap'], '8:2');
    const disks = createDisks(world);
    expect((await disks.open({ device, write: true })).root).toBe('/run/rescuepc/disks/aaaa-2541');
    expect(await disks.closeAll()).toEqual([]);
    expect(lines(world).filter((line) => /^(vg|lv)change/.test(line))).toEqual(['vgchange -ay -- vg', 'lvchange -an -- vg/root vg/swap']);
  });

  test('what the system activates by itself as soon as a container is open is let go before the container is closed', async () => {
    const world = locked((open) => {
      open.table.push({ path: '/dev/mapper/rescuepc-8-2', id: '254:9', kind: 'mapped', below: ['8:2'] });
      putType(open, '/dev/mapper/rescuepc-8-2', 'TYPE=LVM2_member\n');
      group(open, ['root', 'swap'], '254:9', true);
    });
    const disks = createDisks(world);
    await disks.open({ device, write: true, passphrase });
    expect(await disks.closeAll()).toEqual([]);
    expect(lines(world).slice(-2)).toEqual(['lvchange -an -- vg/root vg/swap', 'cryptsetup close -- rescuepc-8-2']);
  });

  test('several systems are named, and let go', async () => {
    const world = createFakeDisks();
    putSystem(world, device, '8:2');
    putType(world, device, 'TYPE=LVM2_member\n');
    group(world, ['root', 'root-old'], '8:2');
    await expect(createDisks(world).open({ device, write: true })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/vg-root .*vg-root-old/) as string,
    });
    expect(lines(world).at(-1)).toBe('lvchange -an -- vg/root vg/root-old');
  });

  test('a volume that is not active yet is found by its name', async () => {
    const world = createFakeDisks();
    putSystem(world, device, '8:2');
    group(world, ['root'], '8:2');
    expect((await createDisks(world).open({ device: '/dev/vg/root', write: false })).type).toBe('ext4');
  });

  test('without LVM the package is named', async () => {
    const world = createFakeDisks();
    putSystem(world, device, '8:2');
    putType(world, device, 'TYPE=LVM2_member\n');
    await expect(createDisks(world).open({ device, write: false })).rejects.toMatchObject({
      code: 'unsupported',
      hint: expect.stringContaining('lvm2') as string,
    });
    await expect(createDisks(world).open({ device: '/dev/vg/root', write: false })).rejects.toMatchObject({
      code: 'not-found',
      hint: expect.stringContaining('lvm2') as string,
    });
  });
});
