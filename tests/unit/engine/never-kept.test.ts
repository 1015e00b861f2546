import { expect, test } from 'vitest';
import { scanNow } from '../../../src-main/hosts/cli/scan-now.js';
import { createFakeIndex, fakeApp, watched } from '../../fakes/fake-app.js';
import { contentRoutine, fakeCatalogue } from '../../fakes/fake-catalogue.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

test('a stamp that hides a fault deceives a scan for its time, and no plan, repair, proof or choice of repairs', async () => {
  const world = createFakeWorld();
  world.files.put('/etc/x', 'good');
  const { routine, fact } = contentRoutine('mend', { '/etc/x': 'good' });
  let reads = 0;
  const blind = {
    ...fact,
    keeping: {
      stamp: () => Promise.resolve({ words: 'never changes', youngestMs: 0 }),
      sound: (value: unknown) => JSON.stringify(value) === '[]',
    },
    read: (context: Parameters<typeof fact.read>[0]) => ((reads += 1), fact.read(context)),
  };
  const app = fakeApp(world, world, fakeCatalogue([routine], [blind]), { elevated: true }, createFakeIndex());
  const findings = async (mayBeKept: boolean): Promise<string[]> =>
    (await scanNow(app, { cost: 'default', root: '/', mayBeKept })).findings.map(({ id }) => id);
  expect(await findings(true)).toEqual([]);
  world.files.put('/etc/x', 'bad');
  expect(await findings(true)).toEqual([]);
  expect(reads).toBe(1);
  // What chooses repairs does not ask for what was kept.
  expect(await findings(false)).toEqual(['mend']);
  const request = { selection: [{ routine: 'mend' }], params: {}, accept: [], root: '/' };
  const plan = await app['repair.plan']({ request, elevate: true });
  expect(plan.parts[0]?.routines[0]?.diagnosis.outcome).toBe('needed');
  const before = reads;
  const { run } = await app['repair.start']({ digest: plan.digest });
  expect((await watched(app, run)).at(-1)).toMatchObject({ type: 'finished', outcome: 'repaired' });
  expect(reads, 'at its turn, and for the proof').toBeGreaterThanOrEqual(before + 2);
  world.files.put('/etc/x', 'bad');
  expect(await app['repair.verify']({ run, root: '/' })).not.toMatchObject({ outcome: 'repaired' });
});
