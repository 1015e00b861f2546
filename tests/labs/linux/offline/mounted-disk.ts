import { interruptDpkg } from '../cases/deb-dpkg-interrupted.ts';
import { call, last, textOf } from '../product.ts';
import type { Trial } from '../rights/trial.ts';

const disk = '/mnt/disk';
const inDisk = ['unshare', '--mount', '--pid', '--fork', '--mount-proc', `--root=${disk}`, '--wd=/'];

/** A system on a disk that does not boot: looked at, repaired and taken back from outside with --root. */
export const mountedDisk: Trial = {
  id: 'mounted-disk',
  title: 'a mounted system is repaired from outside and taken back',
  machine: { sizeMb: 1500, disks: [{ sizeMb: 900, mkfs: ['mkfs.ext4', '-q'] }] },
  async prove(machine, proof) {
    const [device = ''] = machine.disks;
    // Broken before it is copied, so that the disk holds a system with a half-done package run and a bad hosts file.
    await interruptDpkg(machine);
    await machine.must(['mkdir', '-p', disk]);
    await machine.must(['mount', device, disk]);
    await machine.must([
      'sh',
      '-c',
      `tar -C / --one-file-system --exclude=./mnt --exclude=./proc --exclude=./sys --exclude=./dev --exclude=./run --exclude=./var/lib/rescuepc -cf - . | tar -C ${disk} -xf - && mkdir -p ${disk}/proc ${disk}/sys ${disk}/dev ${disk}/run && mknod -m 666 ${disk}/dev/null c 1 3`,
    ]);
    await machine.must(['sh', '-c', `printf '0.0.0.0 security.ubuntu.com\\n' >${disk}/etc/hosts`]);
    const hosts = await machine.must(['cat', '/etc/hosts']);

    const found = await call(machine, ['scan', '--root', disk]);
    proof.says('scan', found, 10, /security\.ubuntu\.com/);
    const said = await call(machine, ['repair', 'any-hosts-hijack', 'deb-dpkg-interrupted', '--root', disk, '--yes']);
    proof.says('repair', said, 0, /programs from that disk/);
    const audit = await machine.run([...inDisk, 'dpkg', '--audit']);
    proof.check(
      audit.code === 0 && audit.stdout === '',
      `dpkg --audit in the disk: ${audit.stdout.slice(0, 200)}${audit.stderr.slice(0, 200)}`,
    );
    const repaired = await machine.must(['cat', `${disk}/etc/hosts`]);
    proof.check(
      /^127\.0\.0\.1\s+localhost$/m.test(repaired) && repaired.includes('# disabled by RescuePC'),
      `hosts of the disk: ${repaired}`,
    );
    proof.check((await machine.must(['cat', '/etc/hosts'])) === hosts, "the running machine's own hosts file was changed");
    proof.check((await machine.run(['dpkg', '--audit'])).stdout !== '', "the running machine's own packages were finished");
    proof.check(machine.exists(`/var/lib/rescuepc/runs`) === false, "the run is in the running machine's store");

    const run = textOf(last(said, 'finished'), 'run');
    const undone = await call(machine, ['undo', `${run}/any-hosts-hijack`, '--root', disk, '--yes']);
    proof.says('undo', undone, 0, /put back|restored/);
    proof.check((await machine.must(['cat', `${disk}/etc/hosts`])) === '0.0.0.0 security.ubuntu.com\n', 'the disk is not as it was');
    proof.refuses('a folder that is no mount point', await call(machine, ['scan', '--root', `${disk}/etc`]), 2, /mount point/);
    await machine.must(['umount', disk]);
  },
};
