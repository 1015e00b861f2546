import { last, repair, scan } from '../product.ts';
import type { Trial } from '../rights/trial.ts';

const place = '/srv/data';
const old = '@apt-snapshot-2024-05-01_10:00:00';

/** Snapshots of programs that are gone lie beside the system on a btrfs disk, where no folder shows them. */
export const snapshotsTold: Trial = {
  id: 'snapshots-told',
  title: 'snapshots whose program is gone are told with what to do, and none is removed',
  machine: { disks: [{ sizeMb: 128, mkfs: ['true'] }], packages: ['btrfs-progs'] },
  async prove(machine, { check }) {
    const disk = machine.disks[0] ?? '';
    const told = async (): Promise<string> => {
      const findings = last(await scan(machine), 'scan')?.['findings'];
      if (!Array.isArray(findings)) throw new Error('the scan gave no answer');
      return JSON.stringify(findings.filter((one) => JSON.stringify(one).includes('any-orphaned-snapshots')));
    };
    await machine.must(['mkfs.btrfs', '-q', '-f', disk]);
    await machine.must(['mkdir', place]);
    await machine.must(['mount', '-t', 'btrfs', disk, place]);
    for (const path of ['@', '@home']) await machine.must(['btrfs', '-q', 'subvolume', 'create', `${place}/${path}`]);
    check((await told()) === '[]', 'subvolumes of the system itself are called snapshots');

    await machine.must(['mkdir', '-p', `${place}/timeshift-btrfs/snapshots/2024-05-02_10-00-00`]);
    const made = [old, 'timeshift-btrfs/snapshots/2024-05-02_10-00-00/@'];
    for (const path of made) await machine.must(['btrfs', '-q', 'subvolume', 'snapshot', `${place}/@`, `${place}/${path}`]);
    // As a system has it: the snapshots lie above what is mounted.
    await machine.must(['umount', place]);
    await machine.must(['mount', '-t', 'btrfs', '-o', 'subvol=@', disk, place]);
    const found = await told();
    check(found.includes(`${old}: 1 made by apt-btrfs-snapshot`), `apt's is not named: ${found}`);
    check(found.includes('1 made by Timeshift') && found.includes('subvolid=5'), `Timeshift's is not named: ${found}`);
    const tried = await repair(machine, ['any-orphaned-snapshots']);
    check(tried.code !== 0, `the repair of what is only told ends with ${tried.code}`);
    const left = await machine.must(['btrfs', 'subvolume', 'list', place]);
    check(
      made.every((path) => left.includes(path)),
      `a snapshot is gone: ${left}`,
    );

    for (const name of ['timeshift', 'apt-btrfs-snapshot']) machine.write(`/usr/bin/${name}`, '#!/bin/sh\n', 0o755);
    const looked = await told();
    check(looked === '[]', `snapshots that have their program are named: ${looked}`);
  },
};
