import { type Json, last, repair, scan } from '../product.ts';
import type { Trial } from '../rights/trial.ts';

type Finding = { readonly routines: readonly string[]; readonly title: string; readonly severity: string };
const place = '/srv/data';

/** Damage for which there is no safe repair: it is told, with what to do, and not a byte of the disks is written. */
export const btrfsTold: Trial = {
  id: 'btrfs-told',
  title: 'a damaged btrfs disk that is not mounted, and one without second copies, are told and not touched',
  machine: {
    disks: [
      { sizeMb: 128, mkfs: ['true'] },
      { sizeMb: 128, mkfs: ['true'] },
    ],
    packages: ['btrfs-progs'],
  },
  async prove(machine, { check }) {
    const [away = '', alone = ''] = machine.disks;
    const found = async (): Promise<readonly Finding[]> => {
      const document: (Json & { findings?: readonly Finding[] }) | undefined = last(await scan(machine, ['--deep']), 'scan');
      check(document !== undefined, 'the scan gave no answer');
      return (document?.findings ?? []).filter(({ routines }) => routines.some((routine) => routine.startsWith('any-btrfs')));
    };
    const sums = (): Promise<string> => machine.must(['sha256sum', away, alone]);

    await machine.must(['mkfs.btrfs', '-q', '-f', '--metadata', 'dup', away]);
    await machine.must(['mkfs.btrfs', '-q', '-f', '--metadata', 'single', '--data', 'single', alone]);
    await machine.must(['mkdir', place]);
    await machine.must(['mount', '-t', 'btrfs', '-o', 'noatime', alone, place]);
    await machine.must(['sh', '-c', `yes 'lab 0123456789abcdef' | head -c 1048576 >${place}/file; sync`]);
    const sound = await found();
    check(sound.length === 0, `on sound disks: ${JSON.stringify(sound)}`);

    await machine.must(['umount', place]);
    machine.write('/srv/hurt.sh', hurt);
    await machine.must(['sh', '/srv/hurt.sh', away, alone]);
    await machine.must(['mount', '-t', 'btrfs', '-o', 'noatime', alone, place]);
    const read = await machine.run(['dd', `if=${place}/file`, 'of=/dev/null', 'iflag=direct', 'bs=4096', 'status=none']);
    check(read.code !== 0, 'the damaged file can be read');
    await machine.must(['sync']);
    const before = await sums();
    const told = await found();
    const check1 = told.find(({ routines }) => routines.some((name) => name.startsWith('any-btrfs-check')));
    const scrub = told.find(({ routines }) => routines.some((name) => name.startsWith('any-btrfs-scrub')));
    check(check1?.severity === 'critical' && check1.title.includes(`${away}: save its data first`), `not mounted: ${JSON.stringify(told)}`);
    check(scrub?.severity === 'critical' && scrub.title.includes('no second copy'), `without copies: ${JSON.stringify(told)}`);
    const tried = await repair(machine, ['any-btrfs-check', 'any-btrfs-scrub']);
    check(tried.code !== 0, `the repair of what is only told ends with ${tried.code}`);
    check((await sums()) === before, 'a scan or a repair wrote on the disks');
  },
};

/** Zeros over both copies of a leaf of the first disk, and over one block of the file on the second. */
const hurt = `set -e
leaf=$(btrfs inspect-internal dump-tree -t 5 "$1" | sed -n 's/^leaf \\([0-9]*\\) .*/\\1/p' | head -n 1)
btrfs-map-logical -l "$leaf" "$1" | sed -n 's/^mirror [0-9]* logical [0-9]* physical \\([0-9]*\\) .*/\\1/p' | while read -r at; do
  dd if=/dev/zero of="$1" bs=4096 seek=$((at / 4096)) count=4 conv=notrunc status=none
done
at=$(grep -abo -m 1 'lab 0123456789abcdef' "$2" | head -n 1 | cut -d: -f1)
dd if=/dev/zero of="$2" bs=4096 seek=$((at / 4096 + 1)) count=1 conv=notrunc status=none
sync; blockdev --flushbufs "$1" "$2"
`;
