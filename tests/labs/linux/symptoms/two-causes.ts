import { cronLeftover } from '../cases/any-cron-leftover.ts';
import { hostsHijack } from '../cases/any-hosts-hijack.ts';
import { call, type Json, last, repair } from '../product.ts';
import { program, type Trial } from '../rights/trial.ts';

type Next = {
  readonly rung: { readonly title: string; readonly state: string; readonly routines: readonly string[] } | null;
  readonly command: string;
};

/** Something is mounted over the hosts file: it is read as ever, and cannot be replaced. */
const pinned = ['sh', '-c', 'cp -a /etc/hosts /run/hosts && mount --bind /run/hosts /etc/hosts'];

/** A complaint with two causes: the first repair does not help, and the run's end names the next rung. */
export const twoCauses: Trial = {
  id: 'symptom-two-causes',
  title: 'a complaint with two causes: the first repair cannot work, the next rung is offered, and its command repairs it',
  async prove(machine, proof) {
    await hostsHijack.settle?.(machine);
    await cronLeftover.settle?.(machine);
    await hostsHijack.inject(machine);
    await cronLeftover.inject(machine);
    await machine.must(pinned);

    const failed = await repair(machine, ['any-hosts-hijack', '--symptom', 'pop-ups']);
    proof.check(failed.code === 9, `the repair of a pinned file ends with ${failed.code}: ${failed.text.slice(0, 300)}`);
    const next = nextOf(last(failed, 'finished'));
    proof.check(
      next?.rung?.state === 'breaks' && next.rung.routines.includes('any-cron-leftover'),
      `the next rung is ${JSON.stringify(next)}`,
    );
    proof.check(next?.command === 'rescuepc repair any-cron-leftover --symptom pop-ups', `the command is ${next?.command ?? 'missing'}`);

    // The same for somebody who is not root, whose worker looks again.
    const user = await repair(machine, ['any-hosts-hijack', '--symptom', 'pop-ups'], { user: 'tech' });
    proof.check(
      user.code === 9 && nextOf(last(user, 'finished'))?.command === next?.command,
      `as a user: ${user.code}: ${JSON.stringify(last(user, 'finished'))}`,
    );

    // The same for people, and without a complaint nothing is offered.
    const words = await machine.run([...program, 'repair', 'any-hosts-hijack', '--symptom', 'pop-ups', '--yes', '--no-color']);
    proof.check(
      /Next rung, here it breaks:\n(.*\n)+ {2}rescuepc repair any-cron-leftover --symptom pop-ups/.test(words.stdout),
      `not said to people: ${words.stdout.slice(-500)}`,
    );
    const plain = last(await repair(machine, ['any-hosts-hijack']), 'finished');
    proof.check(plain !== undefined && !('next' in plain), 'a run for no complaint offers a rung');

    const [, , ...offered] = (next?.command ?? '').split(' ');
    const second = await repair(machine, offered);
    proof.check(second.code === 0 && (await cronLeftover.oracle(machine)).pass, `the offered command: ${second.code}: ${second.text}`);
    const left = nextOf(last(second, 'finished'));
    proof.check(left?.rung?.routines.includes('any-hosts-hijack') === true, `what still breaks is not said: ${JSON.stringify(left)}`);

    await machine.must(['umount', '/etc/hosts']);
    const third = await repair(machine, ['any-hosts-hijack', '--symptom', 'pop-ups']);
    proof.check(
      third.code === 0 && !('next' in (last(third, 'finished') ?? {})),
      `nothing is left to offer: ${JSON.stringify(last(third, 'finished'))}`,
    );
    const rungs = JSON.stringify(last(await call(machine, ['scan', '--symptom', 'pop-ups']), 'scan')?.['symptom']);
    proof.check(!rungs.includes('"breaks"'), `pop-ups still breaks: ${rungs.slice(0, 300)}`);
    proof.refuses('no such complaint', await repair(machine, ['any-hosts-hijack', '--symptom', 'too-loud']), 2, /one of no-internet/);
  },
};

function nextOf(finished: Json | undefined): Next | undefined {
  return finished?.['next'] as Next | undefined;
}
