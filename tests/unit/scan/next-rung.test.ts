import { expect, test } from 'vitest';
import type { Rung } from '../../../src-shared/contract/scan.js';
import { nextRung, offerOf, type AskedRung } from '../../../src-main/core/scan/symptoms/next-rung.js';
import { contentRoutine, fakeCatalogue, fakeFact, fakeRoutine, known } from '../../fakes/fake-catalogue.js';
import { fakeApp, watched } from '../../fakes/fake-app.js';
import { createFakeWorld } from '../../fakes/fake-world.js';
import { healthy, needed } from '../../../src-main/core/routines/diagnosis.js';

const rung = (title: string, state: Rung['state'], routines: string[] = [], helps = routines): AskedRung => ({
  rung: { title, state, says: '', evidence: [], routines: state === 'breaks' ? routines : [] },
  helps,
});
const shown = (next: Rung | null | undefined) => (next ? `${next.title}: ${next.routines.join(' ')}` : next);

test('after a failed repair: the next rung that breaks or could not be looked at; rungs before it are not offered again', () => {
  const ladder = [rung('a', 'breaks', ['ra']), rung('b', 'breaks', ['rb']), rung('c', 'fine', ['rc']), rung('d', 'could-not-look')];
  expect(shown(nextRung(ladder, ['ra'], false))).toBe('b: rb');
  expect(shown(nextRung(ladder, ['rb'], false))).toBe('d: ');
  expect(nextRung([rung('a', 'breaks', ['ra']), rung('b', 'breaks', ['rb'])], ['rb'], false)).toBeNull();
});

test('other repairs of the same rung come first, in their order', () => {
  const ladder = [rung('names', 'breaks', ['r1', 'r2', 'r3']), rung('after', 'breaks', ['r4'])];
  expect(shown(nextRung(ladder, ['r1'], false))).toBe('names: r2 r3');
  expect(shown(nextRung(ladder, ['r2'], false))).toBe('names: r3');
  expect(shown(nextRung(ladder, ['r3'], false))).toBe('after: r4');
});

test('a busy repair has no rung that names it any more: its question still says where it stood', () => {
  const ladder = [rung('a', 'breaks', ['ra']), rung('b', 'could-not-look', [], ['rb']), rung('c', 'breaks', ['rc'])];
  expect(shown(nextRung(ladder, ['rb'], false))).toBe('c: rc');
});

test('after a repair that helped: the second cause, wherever it is; nothing where none is left', () => {
  const ladder = [rung('a', 'breaks', ['ra']), rung('b', 'fine', ['rb']), rung('c', 'could-not-look')];
  expect(shown(nextRung(ladder, ['rb'], true))).toBe('a: ra');
  expect(nextRung([rung('b', 'fine', ['rb']), rung('c', 'could-not-look')], ['rb'], true)).toBeUndefined();
});

test('the command goes on at the same complaint and the same system', () => {
  const { rung: breaks } = rung('a', 'breaks', ['ra', 'rb']);
  expect(offerOf('slow', breaks, '/').command).toBe('rescuepc repair ra --symptom slow');
  expect(offerOf('slow', breaks, '/mnt').command).toBe('rescuepc repair ra --symptom slow --root /mnt');
  expect(offerOf('slow', rung('a', 'breaks').rung, '/').command).toBe('');
  expect(offerOf('slow', rung('a', 'could-not-look').rung, '/').command).toBe('rescuepc scan --symptom slow');
});

/** Two causes of one complaint: `first` cannot be repaired (its step changes nothing), `second` can. */
function twoCauses() {
  const first = fakeRoutine({
    id: 'first',
    reads: ['always-bad'],
    symptoms: ['pop-ups'],
    diagnose: (facts) => (facts['always-bad']?.known === true ? needed('warning', 'It is bad.', []) : healthy('It is well.')),
    plan: () => [{ onlyIf: 'always', steps: [] }],
  });
  const second = contentRoutine('second', { '/etc/x': 'good' }, { symptoms: ['pop-ups'] });
  const facts = [fakeFact('always-bad', () => known(true)), second.fact];
  return fakeApp(createFakeWorld({ store: 'user' }), createFakeWorld(), fakeCatalogue([first, second.routine], facts));
}

async function repaired(routine: string, symptom: 'pop-ups' | undefined) {
  const app = twoCauses();
  const request = { selection: [{ routine }], params: {}, accept: [], root: '/', ...(symptom === undefined ? {} : { symptom }) };
  const { digest } = await app['repair.plan']({ request, elevate: true });
  const { run } = await app['repair.start']({ digest });
  const end = (await watched(app, run)).find((event) => event.type === 'finished');
  const [kept] = (await app['history.list']({ run, check: false, root: '/' })).runs;
  return { outcome: end?.outcome, next: end?.next, kept: kept?.next };
}

test('the end of a failed run for a complaint offers the next rung on fresh facts', async () => {
  const { outcome, next, kept } = await repaired('first', 'pop-ups');
  expect(outcome).not.toBe('repaired');
  expect(next).toMatchObject({ symptom: 'pop-ups', command: 'rescuepc repair second --symptom pop-ups' });
  expect(next?.rung).toMatchObject({ title: '/etc/x is wrong.', state: 'breaks', routines: ['second'] });
  expect(kept, 'for a window that is opened later').toEqual(next);
});

test('the end of a run that helped offers what still breaks; a run for no complaint offers nothing', async () => {
  expect(await repaired('second', 'pop-ups')).toMatchObject({
    outcome: 'repaired',
    next: { command: 'rescuepc repair first --symptom pop-ups' },
  });
  const { next, kept } = await repaired('first', undefined);
  expect([next, kept]).toEqual([undefined, undefined]);
});
