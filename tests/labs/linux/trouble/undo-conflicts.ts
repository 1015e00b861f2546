import { hijackHosts, hostsHijack } from '../cases/any-hosts-hijack.ts';
import { preloadLeftover } from '../cases/any-preload-leftover.ts';
import { call, callOnTerminal, last, repair, textOf } from '../product.ts';
import type { Machine } from '../machine.ts';
import type { Trial } from '../rights/trial.ts';

const yes = { expect: /\[y\/N\] $/, send: 'y\n' };
const no = { expect: /\[y\/N\] $/, send: 'n\n' };

async function repairedRun(machine: Machine, routine: string): Promise<string> {
  return textOf(last(await repair(machine, [routine]), 'finished'), 'run');
}

/** What somebody changed after the repair is his; only he may have it overwritten. */
export const undoConflict: Trial = {
  id: 'trouble-undo-conflict',
  title: 'a file changed after the repair: undo --yes ends with 12 and leaves it; on a terminal a person decides; later runs first',
  prove: async (machine, { check, says }) => {
    await hostsHijack.settle?.(machine);
    await hijackHosts(machine);
    const broken = machine.read('/etc/hosts').toString('latin1');
    const first = await repairedRun(machine, 'any-hosts-hijack');
    await machine.must(['sh', '-c', 'echo "10.1.1.1 mine" >>/etc/hosts']);
    const edited = machine.read('/etc/hosts').toString('latin1');
    says('undo --yes', await call(machine, ['undo', first, '--yes']), 12, /"result":"conflict"/);
    check(machine.read('/etc/hosts').toString('latin1') === edited, 'undo --yes overwrote the change');
    says('undo without a terminal', await call(machine, ['undo', first]), 8, /Nothing was changed/);
    const refused = await callOnTerminal(machine, ['undo', first], [yes, no]);
    check(refused.code === 12, `answered no: exit ${refused.code}: ${refused.text.slice(-300)}`);
    check(machine.read('/etc/hosts').toString('latin1') === edited, 'answered no: the change was overwritten');

    await hijackHosts(machine);
    const second = await repairedRun(machine, 'any-hosts-hijack');
    const early = await call(machine, ['undo', first, '--yes']);
    says('the earlier run first', early, 12, new RegExp(`later run, ${second}`));
    says('the later run', await call(machine, ['undo', second, '--yes']), 0, /"result":"restored"/);
    const agreed = await callOnTerminal(machine, ['undo', first], [yes, yes]);
    check(agreed.code === 0, `answered yes: exit ${agreed.code}: ${agreed.text.slice(-300)}`);
    check(machine.read('/etc/hosts').toString('latin1') === broken, 'answered yes: the file is not as before the repair');
    says('once more', await call(machine, ['undo', first, '--yes']), 0, /"result":"already"/);
  },
};

const library = '/var/tmp/.cache-x/libhide.so';

/** What was moved aside can be seen, put back after a question, and deleted for good. */
export const quarantine: Trial = {
  id: 'trouble-quarantine',
  title: 'quarantine: list, restore (asked, and warned of), purge (not unasked), and what was purged does not come back',
  prove: async (machine, { check, says, refuses }) => {
    await preloadLeftover.settle?.(machine);
    await preloadLeftover.inject(machine);
    const first = await repairedRun(machine, 'any-preload-leftover');
    const listed = await call(machine, ['quarantine', 'list']);
    says('list', listed, 0, new RegExp(`"id":"${first}/any-preload-leftover/1.2","path":"${library}"`));
    const id = `${first}/any-preload-leftover/1.2`;
    says('restore without a terminal', await call(machine, ['quarantine', 'restore', id, '--yes']), 8, /puts the infection back/);
    check(!machine.exists(library), 'restored without being asked');
    const restored = await callOnTerminal(machine, ['quarantine', 'restore', id], [yes, yes]);
    check(restored.code === 0 && machine.exists(library), `restore: exit ${restored.code}: ${restored.text.slice(-300)}`);

    // Its entry in ld.so.preload was not put back, so that it takes one for the next repair.
    await machine.must(['sh', '-c', `chattr -i /etc/ld.so.preload; echo ${library} >>/etc/ld.so.preload`]);
    const second = await repairedRun(machine, 'any-preload-leftover');
    const kept = `${second}/any-preload-leftover/1.2`;
    says('purge unasked', await call(machine, ['quarantine', 'purge', kept]), 8, /Nothing was deleted/);
    refuses(
      'purge of what is not there',
      await call(machine, ['quarantine', 'purge', `${second}/x/9.9`, '--yes']),
      2,
      /quarantine has nothing/,
    );
    refuses('purge by alice', await call(machine, ['quarantine', 'purge', kept, '--yes'], { user: 'alice' }), 4, /sudo|password/);
    says('purge', await call(machine, ['quarantine', 'purge', kept, '--yes'], { user: 'tech' }), 0, /"freedBytes":[1-9]/);
    const left = await machine.must(['find', '/var/lib/rescuepc/quarantine', '-type', 'f']);
    check(left === '', `purged, but there is ${left}`);
    const empty = await call(machine, ['quarantine', 'list']);
    says('list afterwards', empty, 0, /"entries":\[\]/);
    const gone = await callOnTerminal(machine, ['undo', second], [yes, yes]);
    check(gone.code === 3 && !machine.exists(library), `undo after the purge: exit ${gone.code}: ${gone.text.slice(-300)}`);
  },
};
