import { hijackHosts, hostsAreSound, hostsHijack } from '../cases/any-hosts-hijack.ts';
import { until } from '../host.ts';
import { workersIn } from '../trouble/slow-repair.ts';
import { planned, productProcesses, repaired, startConsole } from './console.ts';
import type { Trial } from './trial.ts';

/** Without root's rights the console asks for them when they are needed, and says so when they are not to be had. */
export const consoleUser: Trial = {
  id: 'console-user',
  title: 'the console of a user without a terminal: with sudo it repairs; without any rights it looks, and says what to do',
  prove: async (machine, { check }) => {
    await hostsHijack.settle?.(machine);
    for (const [user, mayRepair] of [
      ['tech', true],
      ['alice', false],
    ] as const) {
      await hijackHosts(machine);
      const before = `setpriv --reuid=${user} --regid=${user} --init-groups env -i HOME=/home/${user} USER=${user} LOGNAME=${user} PATH=/usr/bin:/bin`;
      const console = await startConsole(machine, {}, [], before.split(' '));
      const [about, overview, plan] = (await console.ask([
        ['host.about', {}],
        ['overview.get', { askInternet: false }],
        planned(['any-hosts-hijack']),
      ])) as readonly Readonly<Record<string, unknown>>[];
      check(about?.['userStore'] === `/home/${user}/.local/state/rescuepc`, `${user}: ${JSON.stringify(about)}`);
      check(JSON.stringify(overview).includes(`"user":"${user}"`), `${user}: ${JSON.stringify(overview).slice(0, 300)}`);
      if (mayRepair) {
        const run = JSON.stringify(await console.ask(repaired(['any-hosts-hijack'])));
        check(/"outcome":"repaired"/.test(run) && (await hostsAreSound(machine)).pass, `${user}: the repair: ${run.slice(-1200)}`);
      } else {
        check(String(plan?.['code']).startsWith('elevation-'), `${user}: ${JSON.stringify(plan)}`);
        check(
          /sudo/.test(String(plan?.['message'])) && String(plan?.['hint']) !== '',
          `${user}: no word on what to do: ${JSON.stringify(plan)}`,
        );
        check(workersIn(machine) === 0, `${user} has a worker`);
      }
      check((await console.end('SIGHUP')) === 0, `${user}: it does not end: ${console.said()}`);
      await until('nothing is left', async () => (productProcesses(machine).length === 0 ? true : undefined));
      check(!/internal error|^\s+at /m.test(console.said()), `${user}: it said: ${console.said()}`);
    }
  },
};
