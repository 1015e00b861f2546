import { hijackHosts, hostsAreSound, hostsHijack } from '../cases/any-hosts-hijack.ts';
import { until } from '../host.ts';
import { call } from '../product.ts';
import { breakSlowly, letGo, newestRun, onlyFirstDone, slowSelection, untilConfiguring, workersIn } from '../trouble/slow-repair.ts';
import { kernelView, productProcesses, startConsole } from './console.ts';
import type { Trial } from './trial.ts';

const job = {
  ticket: '4711',
  customer: '',
  technician: '',
  complaint: '',
  accessories: '',
  handTests: [],
  declined: [],
  minutes: 0,
  parts: [],
  data: '',
};
const planned = (selection: readonly string[]) =>
  [
    'repair.plan',
    { request: { selection: selection.map((routine) => ({ routine })), params: {}, root: '/', accept: [] }, elevate: true },
  ] as const;
const repaired = (selection: readonly string[]) =>
  [
    planned(selection),
    ['repair.start', { digest: '$0.digest', agreedBy: 'the lab' }],
    ['repair.watch', { run: '$1.run', fromSeq: 1 }],
  ] as const;

/** The process that serves the window has nothing of root's left, and the window can do all the same what root can. */
export const consoleDrop: Trial = {
  id: 'console-root-drop',
  title: 'the console started as root: nothing of root is left in the process that serves; repair, undo and notebook through the window',
  machine: { sizeMb: 2000 },
  prove: async (machine, { check }) => {
    await hostsHijack.settle?.(machine);
    for (const [env, user, uid, store] of [
      [{}, 'nobody', 65534, '/var/lib/rescuepc-console'],
      [{ SUDO_UID: '1000', XDG_STATE_HOME: '/root/state' }, 'tech', 1000, '/home/tech/.local/state/rescuepc'],
      [{ SUDO_UID: 'abc' }, 'nobody', 65534, '/var/lib/rescuepc-console'],
      [{ SUDO_UID: '0' }, 'nobody', 65534, '/var/lib/rescuepc-console'],
    ] as const) {
      await hijackHosts(machine);
      const who = `${JSON.stringify(env)}: `;
      const console = await startConsole(machine, env);
      const { status, files, folder } = kernelView(console.process);
      for (const name of ['Uid', 'Gid']) check(status(name) === Array(4).fill(uid).join(' '), `${who}${name} ${status(name)}`);
      check(status('Groups') === String(uid), `${who}groups ${status('Groups')}`);
      for (const name of ['CapInh', 'CapPrm', 'CapEff', 'CapAmb']) check(/^0+$/.test(status(name)), `${who}${name} ${status(name)}`);
      check(status('Umask') === '0077', `${who}umask ${status('Umask')}`);
      check(folder === '/', `${who}its current folder is ${folder}`);
      const others = files.filter(
        (file) => !/^(socket|pipe|anon_inode|\/dev\/null|\/tmp\/console-said|\/proc|\/run|\/var\/lib\/rescuepc-console)/.test(file),
      );
      check(
        others.every((file) => file.includes('/run-') || file.includes(store)),
        `${who}open files: ${others.join(', ')}`,
      );
      for (const secret of ['environ', 'mem', 'maps', 'fd']) {
        const read = await machine.run([
          'setpriv',
          `--reuid=${uid}`,
          `--regid=${uid}`,
          '--clear-groups',
          'ls',
          `/proc/${console.process.pid}/${secret}/`,
        ]);
        const cat = await machine.run([
          'setpriv',
          `--reuid=${uid}`,
          `--regid=${uid}`,
          '--clear-groups',
          'head',
          '-c1',
          `/proc/${console.process.pid}/${secret}`,
        ]);
        check(read.code !== 0 && cat.code !== 0, `${who}another process of ${user} can read ${secret} of it`);
      }
      check(!console.process.argv.join(' ').includes('code='), `${who}the code is among the arguments`);
      const selection = user === 'tech' ? ['any-user-cache-clean', 'any-hosts-hijack'] : ['any-hosts-hijack'];
      if (user === 'tech') await machine.must(['sh', '-c', 'mkdir -p ~/.cache/big && fallocate -l 1100M ~/.cache/big/file'], { user });
      const answers = await console.ask([
        ['host.about', {}],
        ['job.open', job],
        ['overview.get', { askInternet: false }],
        ['data.save', { to: '/tmp/saved', root: '/' }],
      ]);
      check(JSON.stringify(answers[0]).includes('"elevation":"already"'), `${who}host.about: ${JSON.stringify(answers[0])}`);
      check(
        JSON.stringify(answers[1]).includes('4711') || /busy/.test(JSON.stringify(answers[1])),
        `${who}job.open: ${JSON.stringify(answers[1])}`,
      );
      // nobody has no folder; what is tech's is copied with the rights of tech.
      const saved = JSON.stringify(answers[3]);
      check(
        user === 'tech' ? /"type":"saved"/.test(saved) : /sudo rescuepc save-data/.test(saved),
        `${who}data.save: ${saved.slice(0, 400)}`,
      );
      check(!saved.includes('alice'), `${who}data.save has folders of alice: ${saved.slice(0, 400)}`);
      const run = JSON.stringify(await console.ask(repaired(selection)));
      check(
        /"type":"finished"/.test(run) && !/"outcome":"(?!repaired)/.test(run.slice(run.lastIndexOf('"type":"finished"'))),
        `${who}the repair: ${run.slice(-1500)}`,
      );
      check((await hostsAreSound(machine)).pass, `${who}the hosts file is not repaired`);
      const id = await newestRun(machine);
      const undone = JSON.stringify(
        await console.ask([
          ['undo.start', { run: id, root: '/', overwrite: [], warned: [] }],
          ['repair.watch', { run: id, fromSeq: 1 }],
          ['history.list', { check: true, root: '/' }],
        ]),
      );
      check(/"result":"restored"/.test(undone), `${who}the undo: ${undone.slice(0, 1500)}`);
      check(undone.includes(`"id":"${id}"`), `${who}the history does not have the run`);
      check(!(await hostsAreSound(machine)).pass, `${who}the hosts file was not put back`);
      const owners = (await machine.must(['sh', '-c', `find ${store} -printf '%u %m %p\\n'`])).trim().split('\n');
      check(owners.length > 1 && owners.every((line) => line.startsWith(`${user} `)), `${who}the notebook: ${owners.join(', ')}`);
      check(owners[0]?.startsWith(`${user} 700 `) === true, `${who}the notebook's folder: ${owners[0]}`);
      const code = await console.end('SIGINT');
      check(code === 0, `${who}Ctrl-C: exit ${code}: ${console.said().slice(-400)}`);
      await until('nothing is left', 10_000, async () => (productProcesses(machine).length === 0 ? true : undefined));
      check(!/internal error|^\s+at /m.test(console.said()), `${who}it said: ${console.said()}`);
    }
  },
};

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
      const said = await call(machine, ['console', '--no-open', ...args], { env, timeoutMs: 20_000 });
      refuses(`${args.join(' ')} ${JSON.stringify(env)}`, said, code, words);
      await until('no more than the first console is left', 10_000, async () =>
        productProcesses(machine).length === left ? true : undefined,
      );
    }
    check((await taken.ask([['scan.list', {}]])).length === 1, 'the first console does not answer any more');
    check((await taken.end('SIGTERM')) === 0, 'the first console does not end');
    for (const [what, spoil] of [
      ['a link', 'ln -s /home/alice /var/lib/rescuepc-console'],
      ['a folder of alice', 'mkdir /var/lib/rescuepc-console; chown alice /var/lib/rescuepc-console'],
      ['a file', 'touch /var/lib/rescuepc-console'],
    ] as const) {
      await machine.must(['sh', '-c', `rm -rf /var/lib/rescuepc-console; ${spoil}`]);
      const said = await call(machine, ['console', '--no-open'], { timeoutMs: 20_000 });
      check(said.code !== 0 && said.code !== null && said.code !== 1, `${what}: exit ${said.code}: ${said.text}`);
      check(/is no folder, or belongs to somebody else/.test(said.text), `${what}: ${said.text}`);
      await until('nothing is left', 10_000, async () => (productProcesses(machine).length === 0 ? true : undefined));
    }
    check((await machine.must(['stat', '-c', '%U %a', '/home/alice'])).startsWith('alice '), 'the home of alice has another owner');
  },
};

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
      await until('nothing is left', 15_000, async () => (productProcesses(machine).length === 0 ? true : undefined));
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
        check(/^elevation-/.test(String(plan?.['code'])), `${user}: ${JSON.stringify(plan)}`);
        check(
          /sudo/.test(String(plan?.['message'])) && String(plan?.['hint']) !== '',
          `${user}: no word on what to do: ${JSON.stringify(plan)}`,
        );
        check(workersIn(machine) === 0, `${user} has a worker`);
      }
      check((await console.end('SIGHUP')) === 0, `${user}: it does not end: ${console.said()}`);
      await until('nothing is left', 10_000, async () => (productProcesses(machine).length === 0 ? true : undefined));
      check(!/internal error|^\s+at /m.test(console.said()), `${user}: it said: ${console.said()}`);
    }
  },
};
