import { until } from '../host.ts';
import { call } from '../product.ts';
import { productProcesses, startConsole } from './console.ts';
import type { Trial } from './trial.ts';

/** A start that cannot be says why and what to do, and leaves nothing. */
export const consoleRefused: Trial = {
  id: 'console-refused',
  title: 'root starts the console where it cannot be (port, account, folder): said, exit code, no worker and no port left',
  prove: async (machine, { check, refuses }) => {
    await machine.must(['sh', '-c', 'mkdir /srv/own; touch /srv/file; ln -s /root /srv/link; useradd -M -u 1234 -d /home/gone gone']);
    const taken = await startConsole(machine, {}, ['--port', '4801']);
    const left = productProcesses(machine).length;
    const starts: readonly (readonly [readonly string[], Readonly<Record<string, string>>, number, RegExp])[] = [
      [['--port', '4801'], {}, 9, /Port 4801 is taken/],
      [['--port', '80'], {}, 2, /no port/],
      [[], { SUDO_UID: '54321' }, 2, /not in \/etc\/passwd/],
      [[], { SUDO_UID: '1234' }, 4, /gone may not write to \/home\/gone/],
      [['--home', '/srv/own'], {}, 4, /nobody may not write to \/srv\/own/],
      [['--home', '/srv/link'], {}, 4, /nobody may not write/],
      [['--home', '/srv/new'], {}, 4, /nobody may not write/],
      [['--home', '/srv/file'], {}, 2, /is no folder/],
      [['--home', '/proc/x'], {}, 2, /is no folder/],
    ];
    for (const [args, env, code, words] of starts) {
      const said = await call(machine, ['console', '--no-open', ...args], { env });
      refuses(`${args.join(' ')} ${JSON.stringify(env)}`, said, code, words);
      await until('no more than the first console is left', async () => (productProcesses(machine).length === left ? true : undefined));
    }
    check((await taken.ask([['scan.list', {}]])).length === 1, 'the first console does not answer any more');
    check((await taken.end('SIGTERM')) === 0, 'the first console does not end');
    for (const [what, spoil] of [
      ['a link', 'ln -s /home/alice /var/lib/rescuepc-console'],
      ['a folder of alice', 'mkdir /var/lib/rescuepc-console; chown alice /var/lib/rescuepc-console'],
      ['a file', 'touch /var/lib/rescuepc-console'],
    ] as const) {
      await machine.must(['sh', '-c', `rm -rf /var/lib/rescuepc-console; ${spoil}`]);
      const said = await call(machine, ['console', '--no-open']);
      check(said.code !== 0 && said.code !== null && said.code !== 1, `${what}: exit ${said.code}: ${said.text}`);
      check(/is no folder, or belongs to somebody else/.test(said.text), `${what}: ${said.text}`);
      await until('nothing is left', async () => (productProcesses(machine).length === 0 ? true : undefined));
    }
    check((await machine.must(['stat', '-c', '%U %a', '/home/alice'])).startsWith('alice '), 'the home of alice has another owner');
  },
};
