import { type LabCase, verdict } from '../case.ts';
import { diskOf, type Machine } from '../machine.ts';

export const fsckFat: LabCase = {
  id: 'any-fsck-fat',
  routines: ['any-fsck-fat'],
  title: 'a FAT stick that was pulled out: its two tables are not the same, and clusters belong to nothing',
  machine: { disks: [{ sizeMb: 64, mkfs: ['true'] }] },
  // By the machine's own tools: the host need not have them.
  settle: async (machine) => {
    await machine.must(['mkfs.fat', '-F', '32', diskOf(machine)]);
    machine.write('/srv/letter.pl', letter);
    await machine.must(['perl', '/srv/letter.pl', diskOf(machine), 'write']);
    // It counts the free clusters anew, and says so with 1.
    await machine.run(['fsck.fat', '-a', '-w', diskOf(machine)]);
  },
  inject: async (machine) => {
    // Entries 9 and 10 of the first table: a chain that no file begins. The table begins behind the reserved sectors.
    const script = `set -e
reserved=$(od -An -tu2 -j14 -N2 "$1" | tr -d ' ')
printf '\\012\\000\\000\\000\\377\\377\\377\\017' | dd of="$1" bs=1 seek=$((reserved * 512 + 36)) conv=notrunc,fsync status=none
blockdev --flushbufs "$1"`;
    await machine.must(['sh', '-c', script, 'sh', diskOf(machine)]);
  },
  oracle: async (machine) => {
    const check = await machine.run(['fsck.fat', '-n', diskOf(machine)]);
    return verdict([[check.code === 0, `fsck.fat -n ${check.code}`]]);
  },
  precious: (machine: Machine) => machine.must(['perl', '/srv/letter.pl', diskOf(machine)]),
  scanArgs: ['--deep'],
  allowedChanges: [],
  undo: 'best-effort',
  exactPaths: (machine) => machine.disks,
};

/** Writes a file of one cluster into the top folder, which is cluster 2, or reads what stands there and in the tables about it. */
const letter = `use strict; open(my $d, '+<:raw', $ARGV[0]) or die; read($d, my $boot, 512);
my ($per, $reserved, $tables) = unpack('x13 C v C', $boot); my $size = unpack('x36 V', $boot);
my $folder = ($reserved + $tables * $size) * 512;
my %at = (entry => $folder, text => $folder + $per * 512, map { ("table$_" => ($reserved + $_ * $size) * 512 + 12) } 0 .. $tables - 1);
if (@ARGV > 1) {
  my $entry = 'LETTER  TXT' . pack('C3 v7 V', 0x20, 0, 0, 0, 0x5921, 0x5921, 0, 0, 0x5921, 3, 9);
  my %new = (entry => $entry, text => 'only here', map { ("table$_" => pack('V', 0x0fffffff)) } 0 .. $tables - 1);
  for (keys %new) { seek($d, $at{$_}, 0); print $d $new{$_}; }
} else {
  for (sort keys %at) { seek($d, $at{$_}, 0); read($d, my $there, /entry/ ? 32 : /text/ ? 9 : 4); print "$_ ", unpack('H*', $there), "\\n"; }
}
close $d;
`;
