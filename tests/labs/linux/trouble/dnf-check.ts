import { makeDatabase } from '../cases/fed-rpmdb-rebuild.ts';
import { last, scan } from '../product.ts';
import type { Trial } from '../rights/trial.ts';

/** Debian's dnf and rpm, told that the database lies where Fedora has it. */
export const dnfProblems: Trial = {
  id: 'fed-dnf-check',
  title: 'rpm packages that do not fit together: a deep scan names them and what to do, repairs nothing, and is silent on a sound database',
  machine: { sizeMb: 900, packages: ['dnf'] },
  prove: async (machine, { check, untouched }) => {
    machine.write('/etc/rpm/macros', '%_dbpath /var/lib/rpm\n');
    await makeDatabase(machine);
    const findings = async (): Promise<string> => JSON.stringify(last(await scan(machine, ['--deep']), 'scan')?.['findings'] ?? 'no scan');
    const asked = await machine.run(['dnf', '-C', 'check']);
    check(asked.code === 0, `dnf itself calls the sound database bad: ${asked.stdout}${asked.stderr}`);
    const before = machine.changedFiles();
    const sound = await findings();
    check(sound.startsWith('[') && !sound.includes('packages-unfit'), `on a sound database: ${sound}`);
    untouched('a scan of a sound database', machine, before);

    const build = [
      'set -e; cd "$(mktemp -d)"',
      'pack() { printf "Name: $1\\nVersion: $2\\nRelease: 1\\nSummary: lab\\nLicense: none\\nBuildArch: noarch\\n$3\\n%%description\\nlab\\n%%files\\n" >$1.spec',
      'rpmbuild -bb --quiet --define "_topdir $PWD/top" $1.spec; }',
      'pack lab-one 2 ""; pack lab-needy 1 "Requires: lab-absent >= 2"',
      // The question leaves SQLite's shared memory beside the database, as on every real system.
      'rpm --nodeps --force -i top/RPMS/noarch/*.rpm; rpm -qa >/dev/null; rm -r "$PWD"',
    ];
    await machine.must(['sh', '-c', build.join('\n')]);
    const broken = machine.changedFiles();
    const found = await findings();
    check(/"packages-unfit","severity":"warning"/.test(found), `not found: ${found}`);
    check(/lab-needy-1-1.noarch has missing requires of lab-absent >= 2/.test(found), `the missing one is not named: ${found}`);
    check(/lab-one-1-1.noarch is a duplicate with lab-one-2-1.noarch/.test(found), `the one that is there twice is not named: ${found}`);
    check(/dnf remove --duplicates/.test(found), `not said what to do: ${found}`);
    untouched('a scan of an unsound database', machine, broken);
  },
};
