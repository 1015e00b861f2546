import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from '../machine.ts';
import { copySystem, onDevice } from '../offline/copy-system.ts';
import { labDir, productDir } from '../places.ts';
import type { Trial } from '../rights/trial.ts';
import { makeStartable, startable } from './startable.ts';
import { startVirtual } from './qemu.ts';

/** The lab's containers share a kernel without a device mapper; this machine has its own, and the product on it. */
export const encryptedDisk: Trial = {
  id: 'vm-luks-lvm',
  title: 'a system on LVM in LUKS, and one on LVM alone: asked for the passphrase, looked at, repaired, taken back, and closed again',
  machine: {
    sizeMb: 5000,
    disks: [
      { sizeMb: 2000, mkfs: ['mkfs.ext4', '-q'], partition: true },
      { sizeMb: 700, mkfs: ['mkfs.ext4', '-q'] },
    ],
    packages: [...startable, 'cryptsetup-bin', 'lvm2'],
  },
  async prove(machine, proof) {
    const [disk = '', target = ''] = machine.disks;
    await copySystem(machine, `${disk}p1`);
    await copyProduct(machine, `${disk}p1`);
    proof.check((await onDevice(machine, `${disk}p1`, makeStartable(story))).code === 0, 'the disk could not be prepared');
    await machine.must(['sh', '-c', `wipefs -qa ${target}; sync; for d in ${disk} ${disk}p1 ${target}; do blockdev --flushbufs $d; done`]);

    const kernel = await kernelOf(machine);
    const { serial } = await startVirtual({ drives: [disk, target], memoryMb: 1536, kernel }, '@@ end', 600).finally(kernel.remove);
    const answers = answersIn(serial);
    for (const [name, wanted] of Object.entries(expected))
      proof.check(wanted.test(answers.get(name) ?? ''), `${name}: ${answers.get(name) ?? `no answer; ${serial.slice(-800)}`}`);
  },
};

/** The machine's own kernel, where QEMU can read it. */
async function kernelOf(machine: Machine) {
  const names = (await machine.must(['ls', '/boot'])).split('\n');
  const folder = mkdtempSync(join(labDir, 'kernel-'));
  const copy = (start: string): string => {
    const name = names.find((one) => one.startsWith(start)) ?? '';
    writeFileSync(join(folder, start), machine.read(`/boot/${name}`));
    return join(folder, start);
  };
  const remove = (): void => rmSync(folder, { recursive: true });
  return { image: copy('vmlinuz-'), initrd: copy('initrd.img-'), append: 'root=/dev/vda1 console=ttyS0', remove };
}

async function copyProduct(machine: Machine, device: string): Promise<void> {
  const parts = ['out', 'native-scripts', 'package.json', 'node_modules/better-sqlite3', 'node_modules/node'];
  const script = `set -e
mkdir -p /mnt/copy; mount ${device} /mnt/copy; mkdir -p /mnt/copy${productDir}
cd ${productDir}; cp -aL --parents ${parts.join(' ')} /mnt/copy${productDir}
cd /; umount /mnt/copy; rmdir /mnt/copy`;
  await machine.must(['sh', '-c', script]);
}

const rescuepc = `${productDir}/node_modules/node/bin/node ${productDir}/out/main/cli.js`;
const small = 'etc usr/bin usr/sbin bin sbin lib lib64 usr/lib/os-release usr/lib/x86_64-linux-gnu var/lib/dpkg';

/** What happens in the machine, after its start, as root. Each answer is a line of its own on the serial line. */
const story = `
say() { printf '@@ %s %s\\n' "$1" "$(printf '%s' "$2" | tr -c '[:print:]' ' ' | tail -c 1500)" >/dev/ttyS0; }
open_now() { echo "mapped: $(dmsetup ls | grep -v 'No devices' | wc -l), mounted: $(grep -c ' /run/rescuepc' /proc/self/mountinfo), noted: $(ls /run/rescuepc/opened 2>/dev/null | wc -l)"; }
fill() { mkfs.ext4 -q "$1"; mount "$1" /mnt; (cd / && cp -a --parents ${small} /mnt)
  mkdir -p /mnt/proc /mnt/sys /mnt/dev /mnt/run /mnt/tmp /mnt/var/lib; echo '0.0.0.0 security.ubuntu.com' >>/mnt/etc/hosts; sum; umount /mnt; }
sum() { (cd /mnt && stat -c '%a %u %g %Y' etc/hosts; sha256sum /mnt/etc/hosts) >/root/sum; }
# Answers the prompt for a passphrase when it stands there, each line once.
typed() { rm -f /tmp/in /tmp/out; mkfifo /tmp/in; script -qefc "$1" /tmp/out </tmp/in >/dev/null & exec 3>/tmp/in; n=0
  for word in $2; do n=$((n+1)); for i in $(seq 600); do [ "$(grep -ao 'Passphrase for' /tmp/out 2>/dev/null | wc -l)" -ge $n ] && break; sleep 0.2; done; printf '%s\\n' "$word" >&3; done
  wait $!; code=$?; exec 3>&-; }
# A way in that is not the product's.
look() { printf 'right' | cryptsetup open --key-file - /dev/vdb look && vgchange -qay lab >/dev/null && udevadm settle && mount -o ro /dev/lab/root /mnt && "$@"; umount /mnt; vgchange -qan lab >/dev/null; udevadm settle; cryptsetup close look; }

printf 'right' | cryptsetup luksFormat -q --type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 /dev/vdb -
printf 'right' | cryptsetup open --key-file - /dev/vdb setup
vgcreate -q lab /dev/mapper/setup; lvcreate -qy -L 500M -n root lab; lvcreate -qy -L 32M -n swap lab; fill /dev/lab/root
vgchange -qan lab; udevadm settle; cryptsetup close setup
say before "$(open_now)"

${rescuepc} scan --root /dev/vdb --json </dev/null >/tmp/said 2>&1; say none "$? $(cat /tmp/said)"
typed "${rescuepc} scan --root /dev/vdb" "wrong false bad"; say wrong "$code $(cat /tmp/out)"; say after-wrong "$(open_now)"
typed "${rescuepc} plan any-hosts-hijack --root /dev/vdb" "wrong right"; say plan "$code $(cat /tmp/out)"; say after-plan "$(open_now)"
typed "${rescuepc} repair any-hosts-hijack --root /dev/vdb --yes" right; say repair "$code $(cat /tmp/out)"; say after-repair "$(open_now)"
look sh -c '! grep -q ^0.0.0.0 /mnt/etc/hosts' && say oracle right || say oracle wrong
typed "${rescuepc} undo --last --root /dev/vdb --yes" right; say undo "$code $(cat /tmp/out)"; say after-undo "$(open_now)"
cp /root/sum /root/sum-before; look sum; cmp -s /root/sum /root/sum-before && say undone exactly || say undone "$(cat /root/sum)"

wipefs -qa /dev/vdb; vgcreate -q plain /dev/vdb; lvcreate -qy -L 500M -n root plain; lvcreate -qy -L 32M -n swap plain; fill /dev/plain/root
vgchange -qan plain; udevadm settle
${rescuepc} repair any-hosts-hijack --root /dev/vdb --yes </dev/null >/tmp/said 2>&1; say lvm-repair "$? $(cat /tmp/said)"; say after-lvm "$(open_now)"
vgchange -qay plain; mount -o ro /dev/plain/root /mnt; grep -q ^0.0.0.0 /mnt/etc/hosts && say lvm-oracle wrong || say lvm-oracle right; umount /mnt; vgchange -qan plain
${rescuepc} undo --last --root /dev/plain/root --yes </dev/null >/tmp/said 2>&1; say lvm-undo "$? $(cat /tmp/said)"; say after-lvm-undo "$(open_now)"
say end .
`;

const closed = /^mapped: 0, mounted: 0, noted: 0$/;
const expected: Readonly<Record<string, RegExp>> = {
  before: closed,
  none: /^[1-9]\d* .*passphrase-needed/,
  wrong: /^[1-9]\d* .*does not open/,
  'after-wrong': closed,
  plan: /^0 .*edit \/etc\/hosts/,
  'after-plan': closed,
  repair: /^0 .*repaired/,
  'after-repair': closed,
  oracle: /^right$/,
  undo: /^0 /,
  'after-undo': closed,
  undone: /^exactly$/,
  'lvm-repair': /^0 .*repaired/,
  'after-lvm': closed,
  'lvm-oracle': /^right$/,
  'lvm-undo': /^0 /,
  'after-lvm-undo': closed,
  end: /^\.$/,
};

function answersIn(serial: string): ReadonlyMap<string, string> {
  return new Map([...serial.matchAll(/@@ (\S+) (.*)/g)].map(([, name = '', words = '']) => [name, words.trim()]));
}
