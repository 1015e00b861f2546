import { contentOf, type LabCase, verdict } from '../case.ts';

const folders = ['/var/lib/systemd/coredump', '/var/crash'];
/** Of a crash of these days, and a person's: they stay. */
const unique = ['/var/crash/209901010101/dmesg.209901010101', '/var/crash/thesis', '/var/lib/systemd/coredump/notes.txt'];

export const crashDumps: LabCase = {
  id: 'any-crash-dumps',
  routines: ['any-crash-dumps'],
  title: 'a program that crashes again and again left 1.2 GB of its memory, and the kernel 1.1 GB',
  machine: { sizeMb: 3000 },
  settle: async (machine) => {
    await machine.must(['sh', '-c', 'for file; do mkdir -p "$(dirname "$file")"; echo "only here" >"$file"; done', 'sh', ...unique]);
  },
  inject: async (machine) => {
    const script = `set -e
cd /var/lib/systemd/coredump
for n in 1 2 3; do fallocate -l 400M "core.player.1000.$n.zst"; done
mkdir /var/crash/202601010101; fallocate -l 1100M /var/crash/202601010101/dump.202601010101; touch -d 2026-01-01 /var/crash/202601010101`;
    await machine.must(['sh', '-c', script]);
  },
  oracle: async (machine) => {
    const shown = (await machine.run(['du', '-sm', ...folders])).stdout.trim().split('\n');
    const sizes = shown.map((line) => Number.parseInt(line, 10));
    return verdict([[sizes.length === 2 && sizes.every((size) => size < 100), sizes.map((size) => `${size} MB`).join(', ')]]);
  },
  precious: contentOf(...unique),
  allowedChanges: ['/var/lib/systemd/coredump/core.player.*', '/var/crash/202601010101', '/var/crash/202601010101/**'],
  undo: 'none',
};
