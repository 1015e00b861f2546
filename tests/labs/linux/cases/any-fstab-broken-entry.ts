import { type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const fstab = '/etc/fstab';

export const fstabBrokenEntry: LabCase = {
  id: 'any-fstab-broken-entry',
  routines: ['any-fstab-broken-entry'],
  title: 'two disks of the file system table are gone, one is there, and some need not be',
  machine: { disks: [{ sizeMb: 32, mkfs: ['mkfs.ext4', '-q', '-F', '-L', 'labdata'] }] },
  settle: async (machine) => machine.write(fstab, `${machine.read(fstab).toString()}${sound}`),
  inject: async (machine) => machine.write(fstab, `${machine.read(fstab).toString()}${broken}`),
  oracle: startWaitsForNothing,
  allowedChanges: [fstab],
  undo: 'exact',
  exactPaths: () => [fstab],
};

/** Also what looks wrong and is not: a disk that may be missing, one that is mounted by hand, and what is no disk. */
export const sound = `# Daten
LABEL=labdata\t/srv/data\text4\tdefaults\t0\t2
UUID=aaaaaaaa-0000-4000-8000-000000000001 /media/usb  ext4 noauto,user 0 0
LABEL=nowhere /srv/may-be ext4 nofail,x-systemd.device-timeout=5 0 2
tmpfs /srv/tmp tmpfs size=1m 0 0
nas.home:/export /srv/nas nfs _netdev,defaults 0 0
//nas.home/share /srv/share cifs guest 0 0
`;

const broken = `UUID=deadbeef-0000-4000-8000-000000000002   /srv/old  ext4   defaults   0  2
/dev/sdz7 /srv/older xfs rw,noatime
`;

/** Every local disk that the start waits for exists, asked of findfs; the table can be parsed; no line is lost. */
export async function startWaitsForNothing(machine: Machine): Promise<Verdict> {
  const script = `awk '$1 ~ /^(UUID|LABEL)=|^\\/dev\\// && $4 !~ /nofail|noauto/ {print $1}' ${fstab} | while read -r d; do
  case $d in /dev/*) [ -e "$d" ];; *) findfs "$d" >/dev/null 2>&1;; esac || echo "$d"; done`;
  const gone = (await machine.must(['sh', '-c', script])).split('\n').filter(Boolean);
  const parse = /(\d+) parse errors/.exec((await machine.run(['findmnt', '--verify'])).stdout)?.[1] ?? '0';
  const lines = machine.read(fstab).toString();
  const kept = !lines.includes('/srv/older') || (lines.includes('/srv/old ') && lines.includes(sound));
  return verdict([
    [gone.length === 0, `${gone.length} awaited in vain`],
    [parse === '0', `${parse} parse errors`],
    [kept, kept ? 'lines kept' : 'lines lost'],
  ]);
}
