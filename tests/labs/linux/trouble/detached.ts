import { hostsAreSound } from '../cases/any-hosts-hijack.ts';
import { call, last, repair, textOf } from '../product.ts';
import { type Trial, program } from '../rights/trial.ts';
import { asTech, breakSlowly, letGo, onlyFirstDone, slowSelection, untilConfiguring } from './slow-repair.ts';

/** A detached run outlives the shell that started it; others see it, wait for it, are refused meanwhile, and may cancel it. */
export const detached: Trial = {
  id: 'trouble-detached',
  title: 'a detached repair outlives its shell; status, runs, wait; a second is refused; alice may not cancel it, root may',
  prove: async (machine, { check, says, refuses }) => {
    await breakSlowly(machine);
    const words = [...program, 'repair', ...slowSelection, '--yes', '--detach', '--json'].join(' ');
    const shell = await machine.run(['sh', '-c', `${words} & wait $!`], { keepChildren: true });
    const run = /"type":"detached","run":"([^"]+)"/.exec(shell.stdout)?.[1] ?? 'none';
    check(shell.code === 0 && run !== 'none', `the start: exit ${shell.code}: ${shell.stdout}${shell.stderr}`);
    await untilConfiguring(machine);

    says('status', await call(machine, ['status', run]), 0, /"state":"running"/);
    says('status for alice', await call(machine, ['status', run], { user: 'alice' }), 0, /"state":"running"/);
    says('runs', await call(machine, ['runs']), 0, new RegExp(`"id":"${run}"`));
    const second = await repair(machine, ['any-hosts-hijack']);
    refuses('a second repair', second, 9, new RegExp(`run ${run}, started by root at .*process \\d+`));
    refuses('a second repair by tech', await repair(machine, ['any-hosts-hijack'], { user: 'tech' }), 9, new RegExp(`run ${run}`));
    refuses('undo meanwhile', await call(machine, ['undo', run, '--yes']), 9, new RegExp(`run ${run}`));

    refuses('cancel by alice', await call(machine, ['cancel', run], { user: 'alice' }), 4, /sudo|password|agent/);
    const waiting = call(machine, ['wait', run]);
    says('cancel by tech', await call(machine, ['cancel', run], { user: 'tech' }), 0, /"accepted":true/);
    await letGo(machine);
    const waited = await waiting;
    says('wait', waited, 6, /"reason":"cancelled"/);
    check(textOf(last(waited, 'finished'), 'type') === 'finished', 'wait does not end with finished');
    check(await onlyFirstDone(machine), 'cancel did not stop after the step in flight');
    says('status afterwards', await call(machine, ['status', run]), 0, /"state":"finished".*"cancelled":true/);
    says('cancel of what has ended', await call(machine, ['cancel', run]), 3, /not at work/);
  },
};

/** Nobody can answer a prompt for a detached run. */
export const detachedByUser: Trial = {
  id: 'trouble-detached-tech',
  title: 'a detached repair by tech works where sudo asks nothing; by alice it is refused; wait ends with its outcome',
  prove: async (machine, { check, says, refuses }) => {
    await breakSlowly(machine);
    refuses('alice', await call(machine, ['repair', ...slowSelection, '--yes', '--detach'], { user: 'alice' }), 4, /sudo|agent/);
    const words = [...asTech, ...program, 'repair', ...slowSelection, '--yes', '--detach', '--json'];
    const started = await machine.run(words, { keepChildren: true });
    const run = /"type":"detached","run":"([^"]+)"/.exec(started.stdout)?.[1] ?? 'none';
    check(started.code === 0 && run !== 'none', `the start: exit ${started.code}: ${started.stdout}${started.stderr}`);
    await untilConfiguring(machine);
    says('status', await call(machine, ['status', run], { user: 'tech' }), 0, /"state":"running"/);
    await letGo(machine);
    says('wait', await call(machine, ['wait', run], { user: 'tech' }), 0, /"outcome":"repaired"/);
    const hosts = await hostsAreSound(machine);
    check(hosts.pass, `the second repair was not done: ${hosts.answer}`);
  },
};
