import type { Machine } from '../machine.ts';
import { call, type Json, last, repair } from '../product.ts';
import { program, type Proof, type Trial } from '../rights/trial.ts';
import { sayFailing } from './gates.ts';

/** What gives heavy reads away in a trace: a program that is started, or a folder whose entries are read. */
const heavyReads: Readonly<Record<string, RegExp>> = {
  'package-files': /execve\([^\n]*\["[^"]*dpkg", "--verify"/,
  'setuid-files': /execve\([^\n]*\["[^"]*find", [^\n]*"-4000"/,
  'journal-damage': /execve\([^\n]*\["[^"]*journalctl", "--verify"/,
  'ext4-check': /execve\([^\n]*\["[^"]*e2fsck", /,
  'user-caches': /openat\([^\n]*\/thumbnails\/normal"[^\n]*O_DIRECTORY/,
};

/** While a disk says that it fails, a whole scan starts none of the heavy reads; a person may accept them. */
export const dataFirst: Trial = {
  id: 'trouble-data-first',
  title: 'a failing disk: said first, nothing heavy is read (strace), --accept failing-disk reads it',
  machine: { sizeMb: 900, disks: [{ sizeMb: 20, mkfs: ['mkfs.ext4', '-q'] }] },
  prove: async (machine, proof) => {
    const { check, says } = proof;
    await machine.must(['sh', '-c', 'mkdir -p ~/.cache/thumbnails/normal && echo x >~/.cache/thumbnails/normal/a'], { user: 'alice' });
    await machine.must(['journalctl', '--flush']);
    const sound = await traced(machine, []);
    for (const [fact, seen] of Object.entries(heavyReads)) check(seen.test(sound.trace), `${fact} is not in the trace of a sound machine`);

    sayFailing(machine);
    const held = await traced(machine, []);
    for (const [fact, seen] of Object.entries(heavyReads)) {
      check(!seen.test(held.trace), `${fact} was read although the disk is failing`);
      const why = unknownOf(held.scan, fact);
      check(/disk is failing.*copy the data first.*save-data --to.*--accept failing-disk/.test(why), `${fact}: ${why}`);
    }
    check(/execve\([^\n]*"[^"]*smartctl"/.test(held.trace), 'the trace has no smartctl: it saw nothing');
    saidFirst(held.scan, proof);
    // A scan of one heavy thing, and one of a complaint, say it too.
    saidFirst(last(await call(machine, ['scan', '--only', 'package-files']), 'scan'), proof);
    const slow = last(await call(machine, ['scan', '--symptom', 'slow']), 'scan');
    saidFirst(slow, proof);
    check(
      /"title":"[^"]*disk is failing[^"]*","state":"could-not-look"/.test(JSON.stringify(slow)),
      'no rung says why it was not looked at',
    );
    const text = (await machine.run([...program, 'scan', '--no-color'])).stdout;
    check(/^[^\n]*urgent[^\n]*\n[^\n]*\n\n!! urgent \/dev\/sdc is failing/.test(text), `not the first thing said: ${text.slice(0, 300)}`);
    check(/Next: rescuepc save-data --to DIR/.test(text), 'the next thing is not to copy the data');

    // A mounted system hangs on one of the disks of this one.
    await machine.must(['sh', '-c', 'mkdir /mnt/other && mount --bind / /mnt/other']);
    const other = last(await call(machine, ['scan', '--root', '/mnt/other', '--only', 'package-files']), 'scan');
    saidFirst(other, proof);
    check(/disk is failing/.test(unknownOf(other, 'package-files')), `with --root: ${unknownOf(other, 'package-files')}`);
    const there = JSON.stringify(
      last(await call(machine, ['plan', 'deb-dpkg-interrupted', 'deb-file-integrity', '--root', '/mnt/other']), 'plan'),
    );
    check(/"gate":"failing-disk"[^}]*"accepted":false/.test(there), `the plan of a mounted system has no gate: ${there.slice(0, 300)}`);
    await machine.must(['umount', '/mnt/other']);

    // A repair that has to read much to look: the same gate, and the same key to it.
    says('gated', await repair(machine, ['deb-file-integrity']), 3, /"reason":"gate"/);
    says('accepted', await repair(machine, ['deb-file-integrity', '--accept', 'failing-disk']), 0, /"outcome":"healthy"/);
    const accepted = await traced(machine, ['--accept', 'failing-disk']);
    for (const [fact, seen] of Object.entries(heavyReads)) check(seen.test(accepted.trace), `${fact} was accepted and not read`);
    saidFirst(accepted.scan, proof);
  },
};

function saidFirst(scan: Json | undefined, { check }: Proof): void {
  const [first] = (scan?.['findings'] ?? []) as readonly { readonly id: string }[];
  check(first?.id === 'disk-failing', `the first finding is ${first?.id ?? 'missing'}`);
}

function unknownOf(scan: Json | undefined, fact: string): string {
  const entries = (scan?.['unknown'] ?? []) as readonly { readonly id: string }[];
  return JSON.stringify(entries.find(({ id }) => id === fact) ?? 'it is not among the unread');
}

/** A whole scan under strace. */
async function traced(machine: Machine, args: readonly string[]): Promise<{ trace: string; scan: Json | undefined }> {
  const strace = ['strace', '-f', '-qq', '-s', '300', '-e', 'trace=execve,openat', '-o', '/run/trace'];
  const { stdout } = await machine.run([...strace, ...program, 'scan', '--deep', ...args, '--json']);
  return { trace: await machine.must(['cat', '/run/trace']), scan: JSON.parse(stdout) as Json };
}
