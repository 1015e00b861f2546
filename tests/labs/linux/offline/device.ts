import { interruptDpkg } from '../cases/deb-dpkg-interrupted.ts';
import { exactState, stateDifferences } from '../exact-state.ts';
import type { Machine } from '../machine.ts';
import { call, callOnTerminal, last, namedRoutines, textOf } from '../product.ts';
import type { Proof, Trial } from '../rights/trial.ts';
import type { Answer } from '../terminal.ts';
import { bootDisk } from './boot-disk.ts';
import { copySystem, onDevice } from './copy-system.ts';

const kernel = '6.1.0-17-amd64';
const image = `boot/initrd.img-${kernel}`;
/** Repairs that this trial proves. */
export const deviceRoutines: readonly string[] = [
  'deb-dpkg-interrupted',
  'any-hosts-hijack',
  'any-system-permissions',
  'any-fstab-broken-entry',
  'any-initramfs-missing',
  'any-grub-config',
  'any-grub-install',
  'any-cron-leftover',
];
const files = [
  'etc/hosts',
  'etc/fstab',
  'etc/shadow',
  'etc/sudoers',
  'tmp',
  'etc/cron.d/0update',
  'var/tmp/.x/kworker',
  image,
  'boot/grub/grub.cfg',
];

/** A disk that does not boot, given by its device: nothing is mounted by the lab, and nothing may stay mounted. */
export const deviceDisk: Trial = {
  id: 'offline-device',
  title: 'a system given by its device: looked at without a change, repaired, booted, and taken back',
  machine: {
    sizeMb: 2300,
    disks: [{ sizeMb: 900, mkfs: ['mkfs.ext4', '-q'], partition: true }],
    packages: ['grub-pc-bin'],
  },
  async prove(machine, proof) {
    const [disk = ''] = machine.disks;
    const device = `${disk}p1`;
    await addKernel(machine);
    await interruptDpkg(machine);
    await copySystem(machine, device);
    proof.check((await onDevice(machine, device, spoil)).code === 0, 'the disk could not be broken');
    const before = await stateOn(machine, device);
    const hash = await sum(machine, device);

    const found = await call(machine, ['scan', '--root', device]);
    const missed = deviceRoutines.filter((routine) => !namedRoutines(found).includes(routine));
    proof.check(missed.length === 0, `the scan does not name ${missed.join(', ')}: ${found.text.slice(0, 600)}`);
    proof.says(
      'plan',
      await call(machine, ['plan', ...deviceRoutines, '--root', device]),
      0,
      /update-initramfs[^]*grub-mkconfig[^]*grub-install/,
    );
    proof.check((await sum(machine, device)) === hash, 'scan or plan wrote to the disk');
    await nothingIsLeft(machine, proof, 'scan and plan');

    const said = await call(machine, ['repair', ...deviceRoutines, '--root', device, '--yes']);
    proof.check(said.code === 0, `repair: exit ${said.code}: ${said.text.slice(-900)}`);
    await nothingIsLeft(machine, proof, 'the repair');
    await provedFromOutside(machine, proof, device);
    // The table beside the boot code was made by the lab, and has no code: whatever stands there is the product's.
    proof.check((await bootCode(machine, disk)).includes('GRUB '), 'the disk has no boot code');
    await bootDisk(device, async ({ systemState, run }) => {
      proof.check(['running', 'degraded'].includes(systemState), `the repaired disk boots to ${systemState}`);
      const failed = (await run(['systemctl', '--failed', '--plain', '--no-legend'])).stdout;
      proof.check(failed === '', `failed after the boot: ${failed}`);
      proof.check((await run(['dpkg', '--audit'])).stdout === '', 'packages are not whole after the boot');
      proof.check((await run(['getent', 'hosts', 'security.ubuntu.com'])).code !== 0, 'the hosts file still keeps updates away');
      proof.check((await run(['visudo', '-c', '-q'])).code === 0, 'sudoers is not right after the boot');
    });

    await takenBack(machine, proof, device, textOf(last(said, 'finished'), 'run'), before);
    proof.check(/^\0*$/.test(await bootCode(machine, disk)), 'the boot code is not taken back');
  },
};

/** initramfs-tools asks for no more than a folder of modules and the kernel's configuration. */
async function addKernel(machine: Machine): Promise<void> {
  machine.write(`/boot/vmlinuz-${kernel}`, 'no real kernel\n');
  machine.write(`/boot/config-${kernel}`, 'CONFIG_RD_GZIP=y\nCONFIG_RD_ZSTD=y\n');
  for (const name of ['modules.order', 'modules.builtin']) machine.write(`/usr/lib/modules/${kernel}/${name}`, '');
}

const spoil = `set -e
printf '0.0.0.0 security.ubuntu.com\\n' >etc/hosts
printf 'UUID=deadbeef-0000-4000-8000-000000000002 /srv/old ext4 defaults 0 2\\n' >>etc/fstab
chmod 644 etc/shadow; chmod 666 etc/sudoers; chmod 755 tmp
mkdir -p var/tmp/.x; cp usr/bin/sleep var/tmp/.x/kworker
echo '*/5 * * * * root /var/tmp/.x/kworker -o pool' >etc/cron.d/0update
rm -f ${image}
mkdir -p boot/grub/i386-pc; touch boot/grub/i386-pc/normal.mod; echo "menuentry 'Debian" >boot/grub/grub.cfg`;

/** Plain tools on the repaired disk, mounted by the lab: the tools that know best. */
async function provedFromOutside(machine: Machine, proof: Proof, device: string): Promise<void> {
  const checks: Readonly<Record<string, string>> = {
    // First: without /dev/null in it, a later check would itself make a file of that name.
    'nothing of the machine itself': '! ls -A dev run | grep -v -e :$ -e "^$"',
    'findmnt --verify':
      'findmnt --verify --tab-file etc/fstab 2>&1 | grep -q "0 parse errors" && grep -q "/srv/old ext4 defaults,nofail" etc/fstab',
    // The real grub-mkconfig and grub-probe, which found the disk by what the product gave them to see.
    'grub-script-check': `grub-script-check boot/grub/grub.cfg && grep -q "linux.*/vmlinuz-${kernel} root=UUID=" boot/grub/grub.cfg`,
    lsinitramfs: `chroot . lsinitramfs /${image} | grep -qx init`,
    'dpkg --audit': 'test -z "$(dpkg --root=. --audit)"',
    hosts: 'grep -q "^127.0.0.1.*localhost" etc/hosts && ! grep -q "^0.0.0.0" etc/hosts',
    permissions: 'test "$(stat -c %a etc/shadow etc/sudoers tmp | xargs)" = "640 440 1777"',
    leftover: '! test -e var/tmp/.x/kworker && ! grep -q "^[^#].*kworker" etc/cron.d/0update',
  };
  for (const [name, script] of Object.entries(checks)) {
    const { code, said } = await onDevice(machine, device, script);
    proof.check(code === 0, `${name} is not right on the repaired disk: ${said}`);
  }
}

async function takenBack(machine: Machine, proof: Proof, device: string, run: string, before: ReadonlyMap<string, string>): Promise<void> {
  const yes: Answer = { expect: /\?[^\n]*$|\[[yYnN/]+\][^\n]*$/, send: 'yes\n' };
  const undone = await callOnTerminal(
    machine,
    ['undo', run, '--root', device],
    Array.from({ length: 8 }, () => yes),
  );
  // 3: a finished package run cannot be taken back, and it says so.
  proof.check(undone.code === 3, `undo: exit ${undone.code}: ${undone.text.slice(-900)}`);
  const wrong = stateDifferences(before, await stateOn(machine, device));
  proof.check(wrong.length === 0, `not exactly undone: ${wrong.join('; ')}`);
  await nothingIsLeft(machine, proof, 'the undo');
}

async function stateOn(machine: Machine, device: string): Promise<ReadonlyMap<string, string>> {
  await machine.must(['sh', '-c', `mkdir -p /mnt/look && mount ${device} /mnt/look`]);
  const state = await exactState(
    machine,
    files.map((path) => `/mnt/look/${path}`),
  );
  await machine.must(['umount', '/mnt/look']);
  return state;
}

async function bootCode(machine: Machine, disk: string): Promise<string> {
  return machine.must(['head', '-c', '440', disk]);
}

async function sum(machine: Machine, device: string): Promise<string> {
  return machine.must(['sh', '-c', `sync; blockdev --flushbufs ${device}; sha256sum <${device}`]);
}

/** No mount, no note and no folder of ours. */
export async function nothingIsLeft(machine: Machine, proof: Proof, after: string): Promise<void> {
  const left = await machine.must([
    'sh',
    '-c',
    'grep " /run/rescuepc" /proc/self/mountinfo; ls -A /run/rescuepc/disks /run/rescuepc/opened 2>/dev/null; true',
  ]);
  const lines = left.split('\n').filter((line) => line !== '' && !line.endsWith(':'));
  proof.check(lines.length === 0, `after ${after} there is still ${lines.join(' ')}`);
}
