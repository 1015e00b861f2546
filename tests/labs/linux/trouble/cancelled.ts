import { until } from '../host.ts';
import { call, callOnTerminal, itemOutcomes, last } from '../product.ts';
import { type Trial, program } from '../rights/trial.ts';
import { asTech, breakSlowly, letGo, newestRun, onlyFirstDone, slowSelection, untilConfiguring, workersIn } from './slow-repair.ts';

/** SIGINT and SIGTERM to the command: it waits for the step in flight and says so. */
export const interrupted: Trial = {
  id: 'trouble-interrupted',
  title: 'SIGINT, then SIGTERM, to a foreground repair: it stops after the step in flight, says so, exit 6',
  prove: async (machine, { check }) => {
    for (const [signal, selection] of [
      ['SIGINT', slowSelection],
      ['SIGTERM', slowSelection],
    ] as const) {
      await machine.run(['dpkg', '--purge', '--force-all', 'lab-slow', 'lab-slow-user']);
      await breakSlowly(machine);
      const repair = machine.start([...program, 'repair', ...selection, '--yes', '--json'], { keepChildren: true });
      await untilConfiguring(machine);
      await repair.kill(signal);
      const stopped = await Promise.race([repair.done.then(() => true), new Promise((end) => setTimeout(() => end(false), 1500))]);
      check(stopped === false, `${signal}: it did not wait for the step in flight`);
      await letGo(machine);
      const said = await repair.done;
      check(said.code === 6, `${signal}: exit ${said.code}, not 6: ${said.stderr.slice(-600)}`);
      check(/Stopping after the step in flight/.test(said.stderr), `${signal}: nothing was said: ${said.stderr.slice(-300)}`);
      check(/"reason":"cancelled"/.test(said.stdout), `${signal}: nothing is called cancelled`);
      check(await onlyFirstDone(machine), `${signal}: not exactly the first repair was done`);
      await until('no worker is left', async () => (workersIn(machine) === 0 ? true : undefined));
    }
  },
};

/** On a terminal Ctrl-C reaches sudo and the worker too. */
export const terminalInterrupted: Trial = {
  id: 'trouble-ctrl-c-sudo',
  title: 'Ctrl-C on the terminal of tech, with the worker behind sudo: the step in flight is finished, exit 6',
  prove: async (machine, { check }) => {
    await breakSlowly(machine);
    const ctrlC = { expect: /Setting up lab-slow/, send: '\u0003' };
    const screen = callOnTerminal(machine, ['repair', ...slowSelection, '--yes'], [ctrlC], { user: 'tech' });
    await untilConfiguring(machine);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    check(workersIn(machine) > 0, 'the worker died of Ctrl-C');
    await letGo(machine);
    const said = await screen;
    check(said.code === 6, `exit ${said.code}, not 6: ${said.text.slice(-600)}`);
    check(Object.keys(itemOutcomes(said)).length === 0 && last(said, 'finished') !== undefined, 'there is no finished event');
    check(await onlyFirstDone(machine), 'not exactly the first repair was done');
  },
};

/** The owning process is killed: the worker ends the step in flight, journals it, and goes. */
export const ownerKilled: Trial = {
  id: 'trouble-owner-killed',
  title: 'kill -9 of the command of tech: the worker finishes and journals the step in flight and ends; recover does the rest',
  prove: async (machine, { check, says }) => {
    await breakSlowly(machine);
    const repair = machine.start([...asTech, ...program, 'repair', ...slowSelection, '--yes', '--json'], { keepChildren: true });
    await untilConfiguring(machine);
    const run = await newestRun(machine);
    await repair.kill('SIGKILL');
    await repair.done;
    check(workersIn(machine) > 0, 'the worker died with its owner');
    await letGo(machine);
    await until('the worker has ended', async () => (workersIn(machine) === 0 ? true : undefined));
    const journal = machine.read(`/var/lib/rescuepc/runs/${run}/journal.ndjson`).toString();
    check(/"type":"done"[^\n]*"routine":"deb-dpkg-interrupted"/.test(journal), `the step in flight is not journaled as done: ${journal}`);
    check(await onlyFirstDone(machine), 'not exactly the first repair was done');
    const left = JSON.stringify((await call(machine, ['runs'], { user: 'tech' })).documents);
    if (left.includes(run)) says('recover', await call(machine, ['recover', run], { user: 'tech' }), 6, /"reason":"cancelled"/);
    says('status', await call(machine, ['status', run], { user: 'tech' }), 0, /"state":"finished".*"cancelled":true/);
    says('verify', await call(machine, ['journal', 'verify', run]), 0, /"ok":true/);
  },
};
