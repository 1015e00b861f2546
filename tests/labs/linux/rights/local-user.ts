import { hijackHosts } from '../cases/any-hosts-hijack.ts';
import { until } from '../host.ts';
import type { Machine } from '../machine.ts';
import { type Json, type Said, call, itemOutcomes, last, repair, scan } from '../product.ts';
import { type Trial, program } from './trial.ts';

const selection = 'any-user-cache-clean=alice';
const noted = '/home/alice/stopped';

/** A cache that takes seconds to delete. */
const fill = `cd; mkdir -p .cache/go-build; cd .cache/go-build
for n in $(seq 0 255); do d=$(printf %02x $n); mkdir -p $d; (cd $d; touch $(seq 200)); done; fallocate -l 1050M ff/big`;

/** Stops what works in her name as soon as the first folder of her cache is gone. */
const stopper = `
use strict;
select undef, undef, undef, 0.001 while -e '/home/alice/.cache/go-build/00';
for my $path (glob '/proc/[0-9]*/cmdline') {
  open my $file, '<', $path or next;
  next unless (<$file> // '') =~ /worker\\.js\\0agent/;
  my ($pid) = $path =~ /(\\d+)/;
  next unless kill 'STOP', $pid;
  open my $note, '>', '${noted}'; print $note "$pid\\n"; close $note;
}
`;

/** Locks a file of one's own that has this number on another file system. */
const locker = `
use strict;
my ($wanted, $own) = (shift, '/dev/shm/own');
for (1 .. 5_000_000) {
  open my $file, '>', $own or die;
  my $number = (stat $file)[1];
  die "$number is past $wanted" if $number > $wanted;
  if ($number == $wanted) { flock $file, 2 or die; open my $note, '>', '/home/tech/locked'; close $note; sleep 900 }
  unlink $own;
}
`;

/** Holds the lock of packages as apt does. */
const packager = `
use Fcntl;
open my $file, '>>', '/var/lib/dpkg/lock-frontend' or die;
my $lock = pack 'ssx4qqix4', F_WRLCK, 0, 0, 0, 0;
fcntl $file, F_SETLK, $lock or die;
open my $note, '>', '/root/locked'; close $note; sleep 900;
`;

async function startStopping(machine: Machine): Promise<void> {
  await machine.must(['rm', '-f', noted]);
  await machine.must(['sh', '-c', fill], { user: 'alice' });
  machine.start(['perl', '/home/alice/stopper.pl'], { user: 'alice' });
}

/** The value of a fact as a scan read it. */
function valueOf(said: Said, fact: string): unknown {
  const facts = (last(said, 'scan')?.['facts'] ?? {}) as Record<string, Json | undefined>;
  return facts[fact]?.['value'];
}

export const localUser: Trial = {
  id: 'rights-local-user',
  title: 'a person who stops what works in her name, others who forge marks and locks, and files of theirs that nobody can read',
  machine: { sizeMb: 3500 },
  prove: async (machine, { check }) => {
    const started = (text: string): Promise<unknown> => until(text, async () => (machine.exists(text) ? true : undefined));
    machine.write('/home/alice/stopper.pl', stopper);

    // Her agent is stopped in the middle of a step: the run ends, says so, and the next one can begin.
    await startStopping(machine);
    const held = await repair(machine, [selection]);
    check(machine.exists(noted), 'alice stopped nothing');
    check(held.code !== null && held.code > 1 && held.ms < 300_000, `a stopped agent: exit ${held.code} after ${held.ms} ms`);
    check(/did not answer/.test(JSON.stringify(held.documents)), `not told: ${held.text.slice(0, 500)}`);
    check(itemOutcomes(held)['alice/go-build'] !== 'repaired', `outcomes: ${JSON.stringify(itemOutcomes(held))}`);
    check(!machine.processes().some(({ argv }) => argv.at(-1) === 'agent'), 'her agent still lives');
    await hijackHosts(machine);
    const next = await repair(machine, ['any-hosts-hijack']);
    check(next.code === 0 && /repaired/.test(next.text), `the next repair: exit ${next.code}: ${next.text.slice(0, 300)}`);

    // The same once more; Ctrl-\ does not end the worker, and a process with the run's mark does not stop the recovery of one that was killed.
    await startStopping(machine);
    const killed = machine.start([...program, 'repair', selection, '--yes', '--json'], { keepChildren: true });
    await started(noted);
    const workers = ['-u', 'root', '-f', 'worker\\.js$'];
    await machine.must(['pkill', '-QUIT', ...workers]);
    await machine.must(['sleep', '2']);
    check((await machine.run(['pgrep', ...workers])).code === 0, 'SIGQUIT ended the worker in mid-step');
    await machine.must(['pkill', '-KILL', ...workers]);
    await killed.done;
    const run = (await machine.must(['sh', '-c', 'ls /var/lib/rescuepc/runs | tail -n 1'])).trim();
    const mark = { RESCUEPC_STEP: `${run}/any-user-cache-clean/1.1` };
    const forged = [
      machine.start(['sleep', '900'], { user: 'tech', env: mark }),
      machine.start(['sh', '-c', 'sleep 900 | sudo -k -S sleep 900'], { user: 'tech', env: mark }),
    ];
    await machine.must(['sleep', '2']);
    const recovered = await call(machine, ['recover', run]);
    check(
      recovered.code === 6 && /was interrupted/.test(recovered.text),
      `recover: exit ${recovered.code}: ${recovered.text.slice(0, 500)}`,
    );
    check(recovered.ms < 100_000, `recover took ${recovered.ms} ms`);
    for (const one of forged) await one.kill('SIGKILL', 'all');
    await machine.must(['rm', '-rf', '/home/alice/.cache/go-build']);

    // A lock on a file of tech's that has the number of dpkg's on another file system; then one that is meant.
    await machine.must(['sh', '-c', 'rm -f /var/lib/dpkg/lock-frontend; install -m 640 /dev/null /var/lib/dpkg/lock-frontend']);
    const number = (await machine.must(['stat', '-c', '%i', '/var/lib/dpkg/lock-frontend'])).trim();
    machine.write('/home/tech/locker.pl', locker);
    const locking = machine.start(['perl', '/home/tech/locker.pl', number], { user: 'tech' });
    await started('/home/tech/locked');
    const free = await scan(machine, ['--only', 'package-lock']);
    check(
      JSON.stringify(valueOf(free, 'package-lock')) === '{"holder":null}',
      `tech's lock: ${JSON.stringify(valueOf(free, 'package-lock'))}`,
    );
    machine.write('/root/packager.pl', packager);
    const packaging = machine.start(['perl', '/root/packager.pl']);
    await started('/root/locked');
    const taken = JSON.stringify(valueOf(await scan(machine, ['--only', 'package-lock']), 'package-lock'));
    check(taken.includes('"name":"perl"'), `root's lock: ${taken}`);
    for (const one of [locking, packaging]) await one.kill('SIGKILL');

    // Files of tech's that nobody can read to their end hide nothing of others.
    const large = "mkdir -p ~/.ssh; for f in .bash_aliases .ssh/authorized_keys; do head -c 5000000 /dev/zero | tr '\\0' '#' >~/$f; done";
    await machine.must(['sh', '-c', large], { user: 'tech' });
    await machine.must(['sh', '-c', `echo "alias sudo='/tmp/.x/sudo'" >>~/.bashrc`], { user: 'alice' });
    const key = 'mkdir -p /var/backups/.ssh; echo ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEve eve >/var/backups/.ssh/authorized_keys';
    await machine.must(['sh', '-c', key]);
    // A cache with a folder that shows its names and nothing more.
    const closed =
      'mkdir -p ~/.cache/thumbnails/large/closed; touch ~/.cache/thumbnails/large/closed/a; chmod 444 ~/.cache/thumbnails/large/closed';
    await machine.must(['sh', '-c', closed], { user: 'alice' });
    const seen = last(await scan(machine), 'scan');
    const findings = JSON.stringify(seen?.['findings']);
    for (const words of ['/home/alice/.bashrc', '/var/backups/.ssh/authorized_keys'])
      check(findings.includes(words), `not found beside tech's files: ${words}: ${findings.slice(0, 1_000)}`);
    const unknown = JSON.stringify(seen?.['unknown']);
    for (const words of ['/home/tech/.bash_aliases', '/home/tech/.ssh/authorized_keys'])
      check(unknown.includes(words), `not among what is unread: ${words}: ${unknown.slice(0, 1_000)}`);
    const caches = valueOf(await scan(machine, ['--only', 'user-caches']), 'user-caches') as readonly Json[] | undefined;
    check(caches?.find(({ user }) => user === 'alice')?.['unread'] === null, `caches: ${JSON.stringify(caches).slice(0, 500)}`);

    // Crash dumps of several people: theirs go like root's, and a folder of hers, which stays, keeps none of them.
    await machine.must(['sh', '-c', 'mkdir -p /var/crash; chmod 1777 /var/crash; fallocate -l 600M /var/crash/_usr_bin_r.0.crash']);
    const hers =
      'fallocate -l 600M /var/crash/_usr_bin_a.1001.crash; mkdir /var/crash/202601010101; touch -d 2026-01-01 /var/crash/202601010101';
    await machine.must(['sh', '-c', hers], { user: 'alice' });
    const cleaned = await repair(machine, ['any-crash-dumps']);
    check(cleaned.code === 0, `crash dumps: exit ${cleaned.code}: ${cleaned.text.slice(0, 500)}`);
    const left = (await machine.must(['ls', '/var/crash'])).trim();
    check(left === '202601010101', `left in /var/crash: ${left}`);
  },
};
