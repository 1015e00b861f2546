import { hijackHosts, hostsAreSound, hostsHijack } from '../cases/any-hosts-hijack.ts';
import { until } from '../host.ts';
import { newestRun } from '../trouble/slow-repair.ts';
import { kernelView, productProcesses, repaired, startConsole } from './console.ts';
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
      if (user === 'tech')
        await machine.must(['sh', '-c', 'mkdir -p ~/.cache/thumbnails/large && fallocate -l 1100M ~/.cache/thumbnails/large/file'], {
          user,
        });
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
      await until('nothing is left', async () => (productProcesses(machine).length === 0 ? true : undefined));
      check(!/internal error|^\s+at /m.test(console.said()), `${who}it said: ${console.said()}`);
    }
  },
};
