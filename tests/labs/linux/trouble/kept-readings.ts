import type { Machine } from '../machine.ts';
import { type Said, last, namedRoutines, plan, scan } from '../product.ts';
import type { Trial } from '../rights/trial.ts';

const lists = '/var/lib/apt/lists';
const index = '/root/.local/state/rescuepc/index.sqlite';
const slow = ['apt-check', 'apt-lists'] as const;

/** When each of the slow facts was read, if an earlier scan did; '' if this one did. */
function readAt(said: Said): readonly string[] {
  const facts = last(said, 'scan')?.['facts'] as Record<string, { readAt?: string }> | undefined;
  return slow.map((fact) => facts?.[fact]?.readAt ?? '');
}

/** Waits until what was changed counts as settled. */
async function settle(machine: Machine): Promise<void> {
  await machine.must(['sleep', '3']);
}

/** What a scan kept of apt's slow answers serves the next one, and never hides what happened in between. */
export const keptReadings: Trial = {
  id: 'trouble-kept-readings',
  title: 'apt asked once for two scans; a list damaged with its size and date put back, a damaged notebook, an open folder: asked anew',
  prove: async (machine, { check }) => {
    const expectKept = async (what: string, kept: boolean, args: readonly string[] = []): Promise<Said> => {
      const said = await scan(machine, args);
      const times = readAt(said);
      check(
        said.documents.length > 0 && times.every((time) => (time !== '') === kept),
        `${what}: read at ${JSON.stringify(times)}: ${said.text}`,
      );
      return said;
    };
    // Lists of a local source are links, of which nothing is kept; those of a server are files.
    const fetched = `for list in ${lists}/*; do [ ! -L "$list" ] || cp --remove-destination "$(readlink -f "$list")" "$list"; done`;
    await machine.must(['sh', '-c', fetched]);
    const list = (await machine.must(['sh', '-c', `ls ${lists}/*_Packages`])).trim().split('\n')[0] ?? '';
    await settle(machine);
    await expectKept('the first scan', false);
    const second = await expectKept('the second scan', true);
    check(!namedRoutines(second).some((routine) => routine.startsWith('deb-')), `a sound machine: ${namedRoutines(second).join(' ')}`);
    await expectKept('--deep', false, ['--deep']);
    await expectKept('--only', false, ['--only', slow.join(',')]);

    const sound = machine.read(list);
    const at = sound.indexOf('lab-app') + 'lab-ap'.length;
    const flip = `touch -r ${list} /root/date; printf q | dd of=${list} bs=1 seek=${at} conv=notrunc status=none; touch -r /root/date ${list}`;
    await machine.must(['sh', '-c', flip]);
    const now = machine.read(list);
    check(now.length === sound.length && !now.equals(sound), 'the list is not damaged as it should be');
    await settle(machine);
    const damaged = await scan(machine);
    check(
      readAt(damaged)[1] === '' && namedRoutines(damaged).includes('deb-apt-lists-reset'),
      `a damaged list is not found: ${damaged.text}`,
    );
    const again = await scan(machine);
    check(readAt(again)[1] === '' && namedRoutines(again).includes('deb-apt-lists-reset'), `the fault was kept: ${again.text}`);
    const planned = await plan(machine, ['deb-apt-lists-reset']);
    check(/move-aside/.test(JSON.stringify(planned.documents)), `no plan against the damaged list: ${planned.text}`);

    machine.write(list, sound);
    await settle(machine);
    await expectKept('the list put back', false);
    await expectKept('after that', true);
    const node = '/opt/rescuepc/node_modules/node/bin/node';
    const spoil = `const db = require('/opt/rescuepc/node_modules/better-sqlite3')('${index}'); db.exec("UPDATE readings SET reading = replace(reading, 'ok', 'OK')"); db.exec("UPDATE readings SET reading = '' WHERE fact = 'apt-lists'"); db.close();`;
    await machine.must([node, '-e', spoil]);
    await expectKept('a damaged notebook', false);
    await expectKept('after it', true);

    for (const time of ['first', 'second'])
      await expectKept(`a notebook where others may write, ${time}`, false, ['--home', '/tmp/notebook']);
  },
};
