import { type LabCase, verdict } from '../case.ts';
import { until } from '../host.ts';
import { diskOf } from '../machine.ts';

const place = '/srv/data';

export const btrfsScrub: LabCase = {
  id: 'any-btrfs-scrub',
  routines: ['any-btrfs-scrub'],
  title: 'a btrfs disk on which one copy of many blocks has gone bad',
  machine: {
    disks: [{ sizeMb: 256, mkfs: ['true'] }],
    packages: ['btrfs-progs'],
  },
  settle: async (machine) => {
    await machine.must(['mkfs.btrfs', '-q', '-f', '--data', 'dup', '--metadata', 'dup', diskOf(machine)]);
    await machine.must(['mkdir', place]);
    await machine.must(['mount', '-t', 'btrfs', '-o', 'noatime', diskOf(machine), place]);
    const write = `for name in read unread; do yes "lab $name 0123456789abcdef" | head -c 4194304 >${place}/$name; done; sync`;
    await machine.must(['sh', '-c', write]);
  },
  // The first of the two copies goes bad under the file system; a program reads one of the files, and the kernel counts.
  inject: async (machine) => {
    await machine.must(['umount', place]);
    machine.write('/srv/hurt.pl', hurt);
    await machine.must(['perl', '/srv/hurt.pl', diskOf(machine)]);
    await machine.must(['sh', '-c', 'sync; blockdev --flushbufs "$1"', 'sh', diskOf(machine)]);
    await machine.must(['mount', '-t', 'btrfs', '-o', 'noatime', diskOf(machine), place]);
    await until('the kernel counts errors', async () => {
      await machine.must(['dd', `if=${place}/read`, 'of=/dev/null', 'iflag=direct', 'bs=4096', 'count=48', 'status=none']);
      const stats = await machine.run(['btrfs', 'device', 'stats', '--check', place]);
      return stats.code !== 0 || undefined;
    });
  },
  // Both copies of every block with their checksums, read from the disk itself, and what the kernel has counted.
  oracle: async (machine) => {
    await machine.must(['sync']);
    const check = await machine.run(['btrfs', 'check', '--readonly', '--force', '--check-data-csum', diskOf(machine)]);
    const stats = await machine.run(['btrfs', 'device', 'stats', '--check', place]);
    return verdict([
      [check.code === 0, `btrfs check ${check.code}`],
      [stats.code === 0, `device stats ${stats.code}`],
    ]);
  },
  precious: (machine) => machine.must(['sha256sum', `${place}/read`, `${place}/unread`]),
  // The scrub's own notes.
  allowedChanges: ['/var/lib/btrfs', '/var/lib/btrfs/*'],
  undo: 'none',
};

/** Zeros over 48 blocks of the first copy of each file. */
const hurt = `use strict; open(my $d, '+<:raw', $ARGV[0]) or die; my ($at, %left) = (0, read => 48, unread => 48);
while (read($d, my $block, 4096)) {
  for my $name (keys %left) {
    next unless $left{$name} && index($block, "lab $name 0123") >= 0;
    $left{$name}--; seek($d, $at, 0); print $d "\\0" x 4096; seek($d, $at + 4096, 0);
  }
  $at += 4096;
}
die 'not found' if $left{read} || $left{unread};
`;
