import { type LabCase, verdict } from '../case.ts';

const crypttab = '/etc/crypttab';

export const crypttabBrokenEntry: LabCase = {
  id: 'any-crypttab-broken-entry',
  routines: ['any-crypttab-broken-entry'],
  title: 'two encrypted disks that the start waits for are gone, one is there, and some need not be',
  // Only so that disks can be seen at all.
  machine: { disks: [{ sizeMb: 32, mkfs: ['mkfs.ext4', '-q', '-F'] }] },
  settle: async (machine) => {
    await machine.must(['truncate', '-s', '1M', '/srv/vault.img']);
    machine.write(crypttab, sound);
  },
  inject: async (machine) => machine.write(crypttab, `${machine.read(crypttab).toString()}${broken}`),
  // systemd's own generator says what the start waits for; each of these must be there.
  oracle: async (machine) => {
    const awaited = (await machine.must(['sh', '-c', generate])).split('\n').filter(Boolean);
    const gone: string[] = [];
    for (const name of awaited) {
      const device = /^(\S+)\s+(\S+)/.exec(lineOf(machine.read(crypttab).toString(), name))?.[2] ?? '';
      const ask = device.startsWith('/') ? ['test', '-e', device] : ['findfs', device];
      if ((await machine.run(ask)).code !== 0) gone.push(name);
    }
    const kept = machine.read(crypttab).toString().startsWith(sound);
    return verdict([
      [awaited.includes('vault'), 'vault is awaited'],
      [gone.length === 0, `${gone.length} awaited in vain`],
      [kept, kept ? 'lines kept' : 'lines lost'],
    ]);
  },
  allowedChanges: [crypttab],
  undo: 'exact',
  exactPaths: () => [crypttab],
};

/** Also what looks wrong and is not: a disk that may be missing, and one that is unlocked by hand. */
const sound = `# name\tdevice\tkey\toptions
vault\t/srv/vault.img  none\tluks
stick UUID=aaaaaaaa-0000-4000-8000-000000000001 none luks,nofail
hand  UUID=aaaaaaaa-0000-4000-8000-000000000003 none noauto
`;

const broken = `cryptswap1 UUID=deadbeef-0000-4000-8000-000000000002   /dev/urandom   swap,cipher=aes-xts-plain64
olddata /dev/sdz7
`;

/** Names of the volumes that cryptsetup.target requires. */
const generate = `set -e; d=$(mktemp -d); /usr/lib/systemd/system-generators/systemd-cryptsetup-generator "$d" "$d" "$d" >/dev/null 2>&1
for unit in "$d"/cryptsetup.target.requires/*; do name=\${unit##*/systemd-cryptsetup@}; systemd-escape -u "\${name%.service}"; done; rm -r "$d"`;

function lineOf(table: string, name: string): string {
  return table.split('\n').find((line) => line.startsWith(`${name} `) || line.startsWith(`${name}\t`)) ?? '';
}
