import { hijackHosts, hostsAreSound, hostsHijack } from '../cases/any-hosts-hijack.ts';
import type { Machine } from '../machine.ts';
import { call, history, itemOutcomes, last, repair, textOf, undo } from '../product.ts';
import type { Trial } from './trial.ts';

const userStore = '/home/tech/.local/state/rescuepc';
const machineStore = '/var/lib/rescuepc';

/** A selection that is half the user's and half the machine's: one run, in two stores. */
export const twoStores: Trial = {
  id: 'rights-two-stores',
  title: 'one selection of a user routine and a machine routine: one id, a folder in each store, joined, undone together',
  machine: { sizeMb: 2000 },
  prove: async (machine, { check, says }) => {
    await hostsHijack.settle?.(machine);
    await hijackHosts(machine);
    await machine.must(['sh', '-c', 'mkdir -p ~/.cache/thumbnails/large && fallocate -l 1100M ~/.cache/thumbnails/large/file'], {
      user: 'tech',
    });

    const said = await repair(machine, ['any-user-cache-clean=tech', 'any-hosts-hijack'], { user: 'tech' });
    says('the repair', said, 0, /"outcome":"repaired"/);
    check(itemOutcomes(said)['tech/thumbnails'] === 'repaired', 'the cache of tech is not repaired');
    const run = textOf(last(said, 'finished'), 'run');
    const folders = [machineStore, userStore].map((store) => `${store}/runs/${run}`);
    for (const folder of folders) check(machine.exists(folder), `there is no ${folder}`);
    await checkModes(machine, run, check);

    for (const user of ['tech', 'root']) {
      const options = user === 'root' ? {} : { user };
      const runs = JSON.stringify(last(await history(machine, options), 'history'));
      check(runs.split(`"id":"${run}"`).length === 2, `the history of ${user} does not have the run exactly once`);
      const both = runs.includes('any-user-cache-clean') && runs.includes('any-hosts-hijack');
      check(both === (user === 'tech'), `the history of ${user} ${both ? 'joins' : 'does not join'} the halves`);
    }
    const whole = await call(machine, ['journal', 'verify', run], { user: 'tech' });
    says('journal verify', whole, 0, /"ok":true.*"ok":true/);

    const taken = await undo(machine, run, false, { user: 'tech' });
    says('the undo of both halves', taken, 3, /"result":"restored"/);
    check(/"result":"not-possible"/.test(JSON.stringify(taken.documents)), 'the deleted cache is not called gone');
    check(!(await hostsAreSound(machine)).pass, 'the hosts file was not put back');
  },
};

/** Journals of the machine are for everybody, backups for root alone, and a user's store for him alone. */
async function checkModes(machine: Machine, run: string, check: (holds: boolean, otherwise: string) => void): Promise<void> {
  const wanted: readonly (readonly [string, string])[] = [
    [userStore, '700 tech'],
    [`${userStore}/runs`, '700 tech'],
    [`${userStore}/runs/${run}`, '700 tech'],
    [`${userStore}/runs/${run}/journal.ndjson`, '600 tech'],
    [`${machineStore}/runs/${run}`, '755 root'],
    [`${machineStore}/runs/${run}/journal.ndjson`, '644 root'],
    [`${machineStore}/runs/${run}/backup`, '700 root'],
    [`${machineStore}/runs/${run}/output`, '700 root'],
    [`${machineStore}/quarantine`, '700 root'],
  ];
  for (const [path, mode] of wanted) {
    const shown = (await machine.run(['stat', '-c', '%a %U', path])).stdout.trim();
    check(shown === mode, `${path} is ${shown}, not ${mode}`);
  }
  const read = await machine.run(['cat', `${machineStore}/runs/${run}/journal.ndjson`], { user: 'alice' });
  check(read.code === 0, 'alice cannot read a journal of the machine');
  const backup = await machine.run(['ls', `${machineStore}/runs/${run}/backup`], { user: 'alice' });
  check(backup.code !== 0, 'alice can read backups of the machine');
  const foreign = await machine.run(['ls', userStore], { user: 'alice' });
  check(foreign.code !== 0, "alice can read tech's store");
}
