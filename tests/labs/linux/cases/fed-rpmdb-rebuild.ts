import { type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const folder = '/var/lib/rpm';
const file = `${folder}/rpmdb.sqlite`;
const names = ['lab-one', 'lab-two', 'lab-three'];

export const rpmdbRebuild: LabCase = {
  id: 'fed-rpmdb-rebuild',
  routines: ['fed-rpmdb-rebuild'],
  title: "rpm's database has lost an index to a bad block",
  settle: makeDatabase,
  inject: async (machine) => damagePage(machine, 16),
  oracle: databaseIsSound,
  scanArgs: ['--deep'],
  allowedChanges: [folder, `${folder}/**`],
  undo: 'best-effort',
  exactPaths: () => [file],
};

/** rpmdb itself, and that every package is still known: rpm ends with 0 when it knows none. */
export async function databaseIsSound(machine: Machine): Promise<Verdict> {
  const verify = await machine.run(['rpmdb', '--dbpath', folder, '--verifydb']);
  const list = await machine.run(['rpm', '--dbpath', folder, '-qa']);
  const known = names.filter((name) => list.stdout.includes(`${name}-1-1`)).length;
  return verdict([
    [verify.code === 0, `verifydb ${verify.code}`],
    [known === names.length, `${known} of ${names.length} packages`],
  ]);
}

/** Three packages, built here, in a database where Fedora has it. The folder is made anew: rpm renames it, which an overlay refuses. */
export async function makeDatabase(machine: Machine): Promise<void> {
  const spec = [
    'set -e',
    `rm -rf ${folder}; mkdir ${folder}; cd "$(mktemp -d)"`,
    `for n in ${names.join(' ')}; do`,
    'printf "Name: $n\\nVersion: 1\\nRelease: 1\\nSummary: lab\\nLicense: none\\nBuildArch: noarch\\n%%description\\nlab\\n%%files\\n" >$n.spec',
    'rpmbuild -bb --quiet --define "_topdir $PWD/top" $n.spec; done',
    `rpm --dbpath ${folder} --nodeps -i top/RPMS/noarch/*.rpm`,
    // Any question leaves SQLite's shared memory beside the database, as on every real system.
    `rpm --dbpath ${folder} -qa >/dev/null`,
    'rm -r "$PWD" /root/.rpmdb 2>/dev/null || true',
  ];
  await machine.must(['sh', '-c', spec.join('\n')]);
}

/** One page of 4096 bytes: page 16 holds an index, page 1 the table of packages itself. */
export async function damagePage(machine: Machine, page: number): Promise<void> {
  const bytes = Uint8Array.from({ length: 4096 }, (_, index) => (index * 73 + 41) % 251);
  const whole = Buffer.from(machine.read(file));
  whole.set(bytes, page * 4096);
  machine.write(file, whole);
}
