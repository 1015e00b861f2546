import { hijackHosts, hostsHijack } from '../cases/any-hosts-hijack.ts';
import type { Machine } from '../machine.ts';
import { call, last, repair, textOf } from '../product.ts';
import { forge, replacing } from './forge.ts';
import type { Trial } from './trial.ts';

const store = '/var/lib/rescuepc';
const own = '/home/tech/.local/state/rescuepc';

/** A state folder that root did not make for himself is not used, and no forged run in it is undone. */
export const foreignState: Trial = {
  id: 'rights-foreign-state',
  title: 'a state folder or run of somebody else, links to them, with a forged journal that names /etc/passwd: refused',
  prove: async (machine, { check, refuses, untouched }) => {
    await hostsHijack.settle?.(machine);
    await hijackHosts(machine);
    const run = textOf(last(await repair(machine, ['any-hosts-hijack']), 'finished'), 'run');
    const folder = `${store}/runs/${run}`;
    const journal = machine.read(`${folder}/journal.ndjson`).toString();
    check(forge(journal, replacing('none', 'none')) === journal, 'the forger does not know how journals are hashed');
    machine.write('/root/forged', forge(journal, replacing('/etc/hosts', '/etc/passwd')));
    await machine.must(['sh', '-c', `cp -a ${store} /root/true`]);
    const spoils: readonly (readonly [string, string])[] = [
      ['the store belongs to tech', `chown tech ${store}`],
      ['everything in it too', `chown -R tech ${store}`],
      ['everybody may write to the store', `chmod 777 ${store}`],
      [
        'the store is a link to a folder of tech',
        `mv ${store} /home/tech/store; chown -R tech /home/tech/store; ln -s /home/tech/store ${store}`,
      ],
      ['the store is a link to a folder of root', `mv ${store} /srv/store; ln -s /srv/store ${store}`],
      ['the runs are a link', `mv ${store}/runs /home/tech/runs; ln -s /home/tech/runs ${store}/runs`],
      ['the run belongs to tech', `chown -R tech ${folder}`],
      ['everybody may write to the run', `chmod 777 ${folder}`],
      ['the run is a link', `mv ${folder} /home/tech/run; ln -s /home/tech/run ${folder}`],
    ];
    for (const [what, spoil] of spoils) {
      await machine.must([
        'sh',
        '-c',
        `rm -rf ${store} /home/tech/store /srv/store /home/tech/runs /home/tech/run; cp -a /root/true ${store}`,
      ]);
      await machine.must(['sh', '-c', `cat /root/forged >${folder}/journal.ndjson; ${spoil}`]);
      const before = machine.changedFiles();
      for (const command of [
        ['undo', run, '--yes'],
        ['recover', run],
      ]) {
        const said = await call(machine, command);
        check(
          [2, 3].includes(said.code ?? -1) && !/internal error/.test(said.text),
          `${what}, ${command[0]}: exit ${said.code}: ${said.text.slice(0, 300)}`,
        );
      }
      if (!/the run\b/.test(what)) {
        const said = await repair(machine, ['any-hosts-hijack']);
        refuses(`${what}, repair`, said, 3, /belongs to somebody else or can be changed by others|is a link/);
      }
      untouched(what, machine, before, ['/home/tech/store/**', '/srv/store/**', '/home/tech/runs/**', '/home/tech/run/**']);
    }
  },
};

/** tech forges a run in his own store: it can do no more than tech himself. */
export const forgedOwnRun: Trial = {
  id: 'rights-forged-own-run',
  title: "a forged run in tech's own store that would restore /etc/passwd: undone with the rights of tech alone, or not at all",
  prove: async (machine, { check }) => {
    await hostsHijack.settle?.(machine);
    await hijackHosts(machine);
    const run = textOf(last(await repair(machine, ['any-hosts-hijack']), 'finished'), 'run');
    await machine.must([
      'sh',
      '-c',
      `mkdir -p ${own}/runs && mv ${store}/runs/${run} ${own}/runs/ && chown -R tech: /home/tech/.local && chmod -R go= ${own}`,
    ]);
    const journal = machine.read(`${own}/runs/${run}/journal.ndjson`).toString();
    const state = JSON.stringify(await hashes(machine));
    for (const [from, to] of [
      ['none', 'none'],
      ['/etc/hosts', '/etc/passwd'],
      ['/etc/hosts', '/home/alice/.profile'],
    ] as const) {
      machine.write(`${own}/runs/${run}/journal.ndjson`, forge(journal, replacing(from, to)), 0o600);
      await machine.must(['chown', 'tech:', `${own}/runs/${run}/journal.ndjson`]);
      for (const home of [[], ['--home', own]]) {
        const said = await call(machine, ['undo', run, '--yes', ...home], home.length === 0 ? { user: 'tech' } : {});
        check(
          said.code !== 0 && said.code !== 1,
          `${to}, ${home.length === 0 ? 'tech' : 'root in the store of tech'}: exit ${said.code}: ${said.text.slice(0, 300)}`,
        );
      }
      check(JSON.stringify(await hashes(machine)) === state, `${to} was changed`);
    }
  },
};

async function hashes(machine: Machine): Promise<string> {
  return machine.must([
    'sh',
    '-c',
    'sha256sum /etc/hosts /etc/passwd /home/alice/.profile; stat -c "%n %U %a" /etc/hosts /etc/passwd /home/alice/.profile',
  ]);
}
