import { contentOf, type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const versions = ['6.1.0-9-amd64', '6.1.0-10-amd64', '6.1.0-13-amd64', '6.1.0-17-amd64'];
const newest = versions.slice(-2);
/** A kernel that somebody built himself, and a module of his for one that goes. */
const own = ['/boot/vmlinuz-6.1.0-8-own', `/lib/modules/${versions[0]}/updates/own.ko`];

export const oldKernels: LabCase = {
  id: 'deb-old-kernels',
  routines: ['deb-old-kernels'],
  title: 'a boot partition of its own, nearly full of four kernels beside the one that runs',
  machine: { sizeMb: 1200, disks: [{ sizeMb: 64, mkfs: ['mkfs.ext4', '-q', '-F'] }] },
  settle: mountBoot,
  inject: installKernels,
  oracle: bootHasRoom,
  precious: contentOf(...own),
  allowedChanges: ['/var/lib/dpkg/**', '/var/log/dpkg.log', '/usr/share/doc/lab-kernel/**'],
  undo: 'none',
};

async function mountBoot(machine: Machine): Promise<void> {
  await machine.must(['mount', machine.disks[0] ?? '', '/boot']);
  for (const path of own) await machine.must(['install', '-D', '/dev/stdin', path], { input: 'only here\n' });
}

/** Packages with the names that Debian's kernels have, and a file of 10 MB each; the newest is needed by the usual metapackage. */
async function installKernels(machine: Machine): Promise<void> {
  const running = (await machine.must(['uname', '-r'])).trim();
  const build = [
    'set -e',
    'make() { mkdir -p /tmp/k/DEBIAN; printf "Package: %s\\nVersion: 1\\nArchitecture: all\\nMaintainer: Lab <lab@localhost>\\n%sDescription: made by the lab\\n" "$1" "$2" >/tmp/k/DEBIAN/control; dpkg-deb --root-owner-group -Znone -b /tmp/k /tmp/$1.deb >/dev/null; rm -r /tmp/k; }',
    `for v in ${[running, ...versions].join(' ')}; do mkdir -p /tmp/k/boot; head -c 10500000 /dev/urandom >/tmp/k/boot/vmlinuz-$v; make linux-image-$v ""; done`,
    `make linux-image-amd64 "Depends: linux-image-${newest.at(-1)}\n"`,
    'dpkg -i /tmp/linux-image-*.deb >/dev/null; rm /tmp/linux-image-*.deb',
  ];
  await machine.must(['sh', '-c', build.join('\n')]);
}

async function bootHasRoom(machine: Machine): Promise<Verdict> {
  const used = Number.parseInt((await machine.must(['df', '--output=pcent', '/boot'])).split('\n')[1] ?? '', 10);
  const running = (await machine.must(['uname', '-r'])).trim();
  const installed = (await machine.run(['dpkg-query', '-W', '-f=${Package}\n', 'linux-image-*'])).stdout;
  const kept = installed === '' || [...newest, running, 'amd64'].every((name) => installed.includes(`linux-image-${name}\n`));
  const files = installed === '' || (await machine.run(['ls', ...[...newest, running].map((name) => `/boot/vmlinuz-${name}`)])).code === 0;
  return verdict([
    [used < 90, `/boot ${used} %`],
    [kept && files, kept && files ? 'needed kernels there' : 'needed kernels lost'],
  ]);
}
