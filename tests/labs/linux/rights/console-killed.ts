import { until } from '../host.ts';
import { call } from '../product.ts';
import { breakSlowly, letGo, newestRun, onlyFirstDone, slowSelection, untilConfiguring, workersIn } from '../trouble/slow-repair.ts';
import { productProcesses, repaired, startConsole } from './console.ts';
import type { Trial } from './trial.ts';

/** The console is interrupted, or killed, in the middle of a repair. */
export const consoleKilled: Trial = {
  id: 'console-killed',
  title: 'Ctrl-C, then kill -9, of the console in mid-run: the step in flight is finished and journaled, nothing is left, recover works',
  prove: async (machine, { check, says }) => {
    for (const signal of ['SIGINT', 'SIGKILL'] as const) {
      await machine.run(['dpkg', '--purge', '--force-all', 'lab-slow', 'lab-slow-user']);
      await breakSlowly(machine);
      const console = await startConsole(machine);
      const asking = console.ask(repaired(slowSelection)).catch(() => []);
      await untilConfiguring(machine);
      const run = await newestRun(machine);
      const ended = console.end(signal);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      check(workersIn(machine) > 0, `${signal}: the worker did not finish its step`);
      await letGo(machine);
      const code = await ended;
      check(signal === 'SIGKILL' || code === 0, `${signal}: exit ${code}: ${console.said().slice(-400)}`);
      await asking;
      await until('nothing is left', async () => (productProcesses(machine).length === 0 ? true : undefined));
      const journal = machine.read(`/var/lib/rescuepc/runs/${run}/journal.ndjson`).toString();
      check(/"type":"done"[^\n]*"routine":"deb-dpkg-interrupted"/.test(journal), `${signal}: the step in flight is not journaled as done`);
      check(await onlyFirstDone(machine), `${signal}: not exactly the first repair was done`);
      const next = await startConsole(machine);
      const shown = JSON.stringify(await next.ask([['history.list', { run, check: true, root: '/' }]]));
      check(shown.includes(run) && /"ok":true/.test(shown), `${signal}: the next console does not show the run: ${shown.slice(0, 600)}`);
      if (JSON.stringify((await call(machine, ['runs'])).documents).includes(run)) {
        const recovered = JSON.stringify(
          await next.ask([
            ['repair.recover', { run, root: '/' }],
            ['repair.watch', { run, fromSeq: 1 }],
          ]),
        );
        check(/"type":"finished"/.test(recovered), `${signal}: recover in the window: ${recovered.slice(0, 800)}`);
      }
      says(`${signal}: status`, await call(machine, ['status', run]), 0, /"state":"finished"/);
      check((await next.end('SIGTERM')) === 0, `${signal}: the next console does not end`);
    }
  },
};
