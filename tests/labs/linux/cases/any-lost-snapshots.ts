import { type LabCase, verdict } from '../case.ts';

const place = '/srv/data';
const notes = [1, 2].map((number) => `${place}/.snapshots/${number}/info.xml`);

export const lostSnapshots: LabCase = {
  id: 'any-lost-snapshots',
  routines: ['any-lost-snapshots'],
  title: 'two snapshots of snapper have lost their notes: one is gone, one is empty',
  machine: {
    sizeMb: 700,
    disks: [{ sizeMb: 128, mkfs: ['true'] }],
    packages: ['snapper', 'btrfs-progs'],
  },
  settle: async (machine) => {
    await machine.must(['mkfs.btrfs', '-q', '-f', machine.disks[0] ?? '']);
    await machine.must(['mkdir', place]);
    await machine.must(['mount', '-t', 'btrfs', machine.disks[0] ?? '', place]);
    await machine.must(['snapper', '--no-dbus', '-c', 'data', 'create-config', place]);
    for (const name of ['one', 'two', 'three']) await machine.must(['snapper', '--no-dbus', '-c', 'data', 'create', '-d', name]);
  },
  inject: async (machine) => {
    const [gone = '', empty = ''] = notes;
    await machine.must(['rm', gone]);
    await machine.must(['truncate', '-s', '0', empty]);
  },
  // snapper itself lists every snapshot that btrfs has, and could compare with it.
  oracle: async (machine) => {
    const listed = await machine.must(['snapper', '--no-dbus', '-c', 'data', '--machine-readable', 'csv', 'list', '--columns', 'number']);
    const there = await machine.must(['sh', '-c', `btrfs subvolume list ${place} | grep -c '/snapshot$'`]);
    const known = listed.split('\n').filter((line) => /^[1-9]/.test(line));
    const status = await machine.run(['snapper', '--no-dbus', '-c', 'data', 'status', '1..2']);
    return verdict([
      [there.trim() === '3', `${there.trim()} there`],
      [known.length === 3, `${known.length} known to snapper`],
      [status.code === 0, `snapper status ${status.code}`],
    ]);
  },
  allowedChanges: [],
  undo: 'exact',
  exactPaths: () => notes,
};
