import { interruptDpkg } from '../cases/deb-dpkg-interrupted.ts';
import { until } from '../host.ts';
import type { Machine } from '../machine.ts';
import { call, callOnTerminal } from '../product.ts';
import { type Proof, type Trial, program } from '../rights/trial.ts';
import { copySystem, onDevice } from './copy-system.ts';
import { nothingIsLeft } from './device.ts';

const postinst = 'var/lib/dpkg/info/lab-slow.postinst';

/** Devices that must not be opened, and a worker that is killed while one is. */
export const deviceTrouble: Trial = {
  id: 'offline-device-trouble',
  title: 'devices in use, whole disks, containers without tools, callers without rights; a killed worker is cleaned up after',
  machine: {
    sizeMb: 2200,
    disks: [
      { sizeMb: 900, mkfs: ['mkfs.ext4', '-q'], partition: true },
      { sizeMb: 16, mkfs: ['mkfs.ext4', '-q'] },
    ],
  },
  async prove(machine, proof) {
    const [disk = '', other = ''] = machine.disks;
    const device = `${disk}p1`;
    await interruptDpkg(machine);
    await copySystem(machine, device);
    const hold = `cp ${postinst} saved; printf '#!/bin/sh\\nexec sleep 777\\n' >${postinst}
printf 'UUID=%s /srv/evil ext4 defaults 0 2\\n' "$(blkid -o value -s UUID ${device})" >>etc/fstab; ln -s /etc srv/evil`;
    proof.check((await onDevice(machine, device, hold)).code === 0, 'the disk could not be prepared');

    proof.refuses('a whole disk', await call(machine, ['scan', '--root', disk]), 2, new RegExp(`${device} \\(Debian`));
    await machine.must(['sh', '-c', `mkdir -p /mnt/busy && mount ${device} /mnt/busy`]);
    for (const args of [['scan'], ['repair', 'any-hosts-hijack', '--yes']])
      proof.refuses('a mounted device', await call(machine, [...args, '--root', device]), 9, /mounted at \/mnt\/busy/);
    await machine.must(['umount', '/mnt/busy']);
    proof.refuses('no device', await call(machine, ['scan', '--root', '/dev/nothing']), 2, /no block device/);
    proof.refuses('no block device', await call(machine, ['scan', '--root', '/dev/null']), 2, /no block device/);
    proof.refuses('no system', await call(machine, ['scan', '--root', other]), 3, /no system/);
    proof.refuses('no rights', await call(machine, ['scan', '--root', device], { user: 'tech' }), 4, /administrator/);
    await machine.must([
      'sh',
      '-c',
      `dd if=/dev/zero of=${other} bs=1M count=1 status=none; printf 'LUKS\\272\\276\\000\\001' | dd of=${other} conv=notrunc status=none`,
    ]);
    proof.refuses('a container without its tool', await call(machine, ['scan', '--root', other]), 3, /cryptsetup-bin/);
    proof.refuses(
      'detached',
      await call(machine, ['repair', 'any-hosts-hijack', '--detach', '--yes', '--root', device]),
      3,
      /only as long as/,
    );
    await nothingIsLeft(machine, proof, 'the refusals');
    await passphraseIsAsked(machine, proof, other, device);

    const running = machine.start([...program, 'repair', 'deb-dpkg-interrupted', '--root', device, '--yes', '--json']);
    // It has process ids of its own there; the machine sees it all the same.
    const atWork = ['pgrep', '-x', '-f', 'sleep 777'];
    await until('the package run on the disk', async () => ((await machine.run(atWork)).code === 0 ? true : undefined));
    await running.kill('KILL', 'all');
    await running.done;
    const mounted = await machine.run(['grep', '-c', ' /run/rescuepc/disks/', '/proc/self/mountinfo']);
    proof.check(Number(mounted.stdout) > 0, 'the killed worker left nothing, so this proves nothing');
    const found = await call(machine, ['scan', '--root', device]);
    proof.says('the next scan', found, 10, /deb-dpkg-interrupted/);
    proof.check(
      /\/srv\/evil of its file system table is left out: .*link/.test(found.text),
      `a link was followed: ${found.text.slice(0, 300)}`,
    );
    await nothingIsLeft(machine, proof, 'the scan after a killed worker');
    await onDevice(machine, device, `cp saved ${postinst}`);
    const recovered = await call(machine, ['recover', '--root', device]);
    proof.check(recovered.code === 0, `recover: exit ${recovered.code}: ${recovered.text.slice(-400)}`);
    proof.says('then', await call(machine, ['repair', 'deb-dpkg-interrupted', '--root', device, '--yes']), 0, /./);
    proof.check((await onDevice(machine, device, 'test -z "$(dpkg --root=. --audit)"')).code === 0, 'packages are not whole');
    await nothingIsLeft(machine, proof, 'the recovery');
  },
};

/** The lab's kernel cannot unlock anything: a stand-in for cryptsetup compares its stdin and shows the system of `inner` instead. */
async function passphraseIsAsked(machine: Machine, proof: Proof, container: string, inner: string): Promise<void> {
  const secret = 'Tür 7 zu';
  const standIn = `#!/bin/sh
echo "$*" >>/root/cryptsetup.argv; tr '\\0' '\\n' </proc/$$/environ >>/root/cryptsetup.argv
case $1 in --version) exit 0;; close) exec rm "/dev/mapper/$3";; esac
[ "$(cat)" = '${secret}' ] || exit 2
for name; do :; done
mkdir -p /dev/mapper && cp -a ${inner} "/dev/mapper/$name"
`;
  machine.write('/usr/sbin/cryptsetup', standIn, 0o755);
  proof.refuses('no terminal', await call(machine, ['scan', '--root', container]), 4, /is encrypted/);
  const answers = ['wrong', secret].map((word) => ({ expect: /Passphrase for/, send: `${word}\n` }));
  const said = await callOnTerminal(machine, ['scan', '--root', container], answers);
  proof.check(said.code === 10 && /does not open/.test(said.text), `scan of a container: exit ${said.code}: ${said.text.slice(0, 600)}`);
  proof.check(!said.text.includes(secret), 'the passphrase was shown');
  const argv = await machine.must(['cat', '/root/cryptsetup.argv']);
  proof.check(
    /open --type luks --key-file - --readonly/.test(argv) && !argv.includes(secret),
    `cryptsetup was called with ${argv.slice(0, 400)}`,
  );
  await machine.must(['rm', '-r', '/usr/sbin/cryptsetup', '/dev/mapper']);
  await nothingIsLeft(machine, proof, 'a scan of a container');
}
