import { aptListsReset } from '../cases/deb-apt-lists-reset.ts';
import { interruptDpkg } from '../cases/deb-dpkg-interrupted.ts';
import { packagesAreSound } from '../cases/apt-oracle.ts';
import type { Verdict } from '../case.ts';
import { until } from '../host.ts';
import type { Machine } from '../machine.ts';
import { last, repair, scan } from '../product.ts';
import type { Proof, Trial } from '../rights/trial.ts';

/** A package repair that is needed, the lock that it needs too, and an independent check of its work. */
type Needed = {
  readonly routine: string;
  readonly lock: string;
  readonly scanArgs: readonly string[];
  readonly oracle: (machine: Machine) => Promise<Verdict>;
};

const repairs: readonly Needed[] = [
  { routine: 'deb-dpkg-interrupted', lock: '/var/lib/dpkg/lock-frontend', scanArgs: [], oracle: packagesAreSound },
  { routine: 'deb-apt-lists-reset', lock: '/var/lib/apt/lists/lock', scanArgs: aptListsReset.scanArgs ?? [], oracle: aptListsReset.oracle },
];

/** A lock of the package system is waited for and never deleted: whoever holds it may be writing. */
export const packagesBusy: Trial = {
  id: 'trouble-packages-busy',
  title:
    'while a program holds the package lock: scan says who, repair ends busy (exit 9) and touches nothing; then the same command works',
  prove: async (machine, proof) => {
    await interruptDpkg(machine);
    await aptListsReset.settle?.(machine);
    await aptListsReset.inject(machine);
    machine.write('/srv/lab/hold.pl', holderScript);
    for (const one of repairs) await whileHeld(machine, one, proof);
    for (const { routine } of repairs) proof.says(`${routine}, let go`, await repair(machine, [routine]), 0, /"outcome":"repaired"/);
    for (const { routine, oracle } of repairs) {
      const { pass, answer } = await oracle(machine);
      proof.check(pass, `${routine} did nothing: ${answer}`);
    }
  },
};

async function whileHeld(machine: Machine, { routine, lock, scanArgs, oracle }: Needed, { check, says, untouched }: Proof): Promise<void> {
  const broken = await oracle(machine);
  check(!broken.pass, `${routine} is not needed: ${broken.answer}`);
  const before = machine.changedFiles();
  const holder = await hold(machine, lock);
  const inode = await machine.must(['stat', '--format=%i', lock]);
  const unknown = JSON.stringify(last(await scan(machine, scanArgs), 'scan')?.['unknown']);
  check(new RegExp(`"${routine}","reason":"lab-updater `).test(unknown), `the scan does not say who is busy: ${unknown}`);
  const busy = await repair(machine, [routine]);
  says(`${routine}, held`, busy, 9, /"outcome":"busy"/);
  check(/lab-updater/.test(JSON.stringify(busy.documents)), `not said who: ${JSON.stringify(busy.documents).slice(0, 600)}`);
  check((await machine.must(['stat', '--format=%i', lock])) === inode, `${lock} was replaced`);
  check((await machine.must(['systemctl', 'is-active', holder])).trim() === 'active', 'whoever held the lock was ended');
  untouched(`a busy ${routine}`, machine, before);
  check(!(await oracle(machine)).pass, `${routine} was repaired under a held lock`);
  await machine.must(['systemctl', 'stop', holder]);
}

// F_SETLK of F_WRLCK over the whole file, as dpkg and apt lock; the form of struct flock is that of 64-bit Linux.
const holderScript = `$0 = 'lab-updater'; open($f, '+>>', $ARGV[0]) or die;
$whole = pack('s s x4 q q l x4', 1, 0, 0, 0, 0); fcntl($f, 6, $whole) or die;
open($held, '>', '/run/lab-held'); close $held; sleep 600;
`;

/** A program that takes a lock and keeps it; the name of its service. */
async function hold(machine: Machine, lock: string): Promise<string> {
  await machine.must(['rm', '-f', '/run/lab-held']);
  await machine.must(['systemd-run', '-q', '--unit=lab-holder', 'perl', '/srv/lab/hold.pl', lock]);
  await until('the lock is held', async () => ((await machine.run(['test', '-e', '/run/lab-held'])).code === 0 ? true : undefined));
  return 'lab-holder.service';
}
