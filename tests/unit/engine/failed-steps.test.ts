import { expect, test } from 'vitest';
import { healthy, needed } from '../../../src-main/core/routines/diagnosis.js';
import { drive } from '../../fakes/drive.js';
import { commandStep, fakeCatalogue, fakeFact, fakeRoutine, known } from '../../fakes/fake-catalogue.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const never = new AbortController().signal;
const list = '/etc/failed';

/** Things on a list, of which each `mend THING` takes its own off it, whether it mends it or not: as forgetting a failure does. */
function setup(things: readonly string[], fails: readonly string[]) {
  const world = createFakeWorld();
  world.files.put(list, things.join('\n'));
  const listed = () => (world.files.text(list) ?? '').split('\n').filter((line) => line !== '');
  world.exec.on('mend', ({ argv: [, thing = ''] }) => {
    world.files.put(
      list,
      listed()
        .filter((one) => one !== thing)
        .join('\n'),
    );
    return fails.includes(thing) ? { code: 1, stderr: `${thing} does not start` } : {};
  });
  const routine = fakeRoutine({
    id: 'r',
    reads: ['listed'],
    diagnose() {
      const items = listed().map((id) => ({ id, title: id, outcome: 'needed' as const, evidence: [] }));
      return items.length === 0 ? healthy('Nothing is listed.') : needed('warning', `${listed().join(', ')} failed.`, [], items);
    },
    plan: ({ items }) => [
      { onlyIf: 'always', steps: items.map((item) => commandStep(['mend', item], { item, onFailure: 'keep', replay: 'idempotent' })) },
    ],
  });
  const driver = drive(world, fakeCatalogue([routine], [fakeFact('listed', () => known(listed()))]));
  return { world, driver };
}

test('what its failed step took out of sight is not repaired, and the words of the failure are said', async () => {
  const { driver } = setup(['a', 'b'], ['a']);
  const { finished } = await driver.repair();
  expect(finished?.routines[0]).toMatchObject({
    outcome: 'not-repaired',
    message: expect.stringContaining('a does not start'),
    items: [
      { id: 'a', outcome: 'not-repaired' },
      { id: 'b', outcome: 'repaired' },
    ],
  });
});

test('a later look does not call it repaired either', async () => {
  const { driver } = setup(['a'], ['a']);
  const { run } = await driver.repair();
  expect(await driver.verbs['engine.verify']({ run, root: '/' }, never)).toMatchObject({ outcome: 'not-repaired' });
});

test('a run that was cut off after it is not repaired by its recovery', async () => {
  const { world, driver } = setup(['a'], ['a']);
  const moments = world.moments.push.bind(world.moments);
  world.moments.push = (...items: string[]) => {
    if (items.some((item) => /after append .*"type":"failed"/.test(item))) world.dieAt(world.moments.length + 1);
    return moments(...items);
  };
  await driver.repair().catch(() => undefined);
  world.moments.push = moments;
  expect(world.dead).toBe(true);
  world.revive();
  const [run = ''] = world.store.folders.keys();
  await driver.recover(run);
  const { runs } = await driver.verbs['engine.history']({ run, check: true, root: '/' }, never);
  expect(runs[0]).toMatchObject({ state: 'finished' });
  expect(runs[0]?.outcome).not.toBe('repaired');
});
