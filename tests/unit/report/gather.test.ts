import { expect, test } from 'vitest';
import { emptyJobDetails } from '../../../src-shared/contract/job.js';
import { scanNow } from '../../../src-main/hosts/cli/scan-now.js';
import { fakeApp, watched } from '../../fakes/fake-app.js';
import { contentRoutine, fakeCatalogue, fakeFact, known } from '../../fakes/fake-catalogue.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

/** A machine with one fault, and a fact that makes a scan a whole one. */
function setup() {
  const user = createFakeWorld({ elevated: false, store: 'user', uid: 1000, userName: 'alice', invoker: 'alice' });
  const machine = createFakeWorld();
  const { routine, fact } = contentRoutine('fault', { '/etc/x': 'good' });
  const catalogue = fakeCatalogue([routine], [fact, fakeFact('identity', () => known({ model: 'M 1', system: 'S' }))]);
  for (const world of [user, machine]) world.files.put('/etc/x', 'bad');
  const app = fakeApp(user, machine, catalogue);
  // Each world has a clock of its own, which goes on with every question: minutes keep them in one order.
  const later = async (): Promise<void> => void (await Promise.all([user, machine].map((world) => world.ports.sleep(60_000))));
  async function look(): Promise<string> {
    await later();
    return (await scanNow(app, { cost: 'default', root: '/' })).scan.id;
  }
  async function repair(): Promise<string> {
    await later();
    const request = { selection: [{ routine: 'fault' }], params: {}, accept: [], root: '/' };
    const { digest } = await app['repair.plan']({ request, elevate: true });
    const { run } = await app['repair.start']({ digest, agreedBy: 'the customer' });
    await watched(app, run);
    user.files.put('/etc/x', 'good');
    return run;
  }
  async function undo(run: string): Promise<void> {
    await later();
    await app['undo.start']({ run, root: '/', overwrite: [], warned: [] });
    await watched(app, run);
    user.files.put('/etc/x', 'bad');
  }
  /** A clock that is a day behind from now on. */
  const setClockBack = async (): Promise<void> =>
    void (await Promise.all([user, machine].map((world) => world.ports.sleep(-24 * 60 * 60_000))));
  return { app, look, repair, undo, setClockBack };
}
const ask = { redact: false, root: '/' };

test('of a job: its first look, its runs with who agreed, its last look; nothing of before and after the job', async () => {
  const { app, look, repair } = setup();
  await look();
  const { id } = await app['job.open']({ ...emptyJobDetails, ticket: '1' });
  const first = await look();
  const run = await repair();
  await look();
  const last = await look();
  await app['job.close']({ id });
  await look();
  const report = await app['report.document']({ ...ask, job: id });
  expect(report.technician.scans.map((scan) => [scan.id, scan.when])).toEqual([
    [first, 'before'],
    [last, 'after'],
  ]);
  expect(report.done.map((done) => [done.run, done.routine, done.outcome])).toEqual([[run, 'fault', 'repaired']]);
  expect([report.consents.map(({ by }) => by), report.withoutConsent]).toEqual([['the customer'], []]);
  expect(report.technician.findings.map((finding) => [finding.id, finding.state])).toEqual([['fault', 'gone']]);
  expect([report.notDone, report.device?.model]).toEqual([[], 'M 1']);
});

test('other looks can be chosen; without a job it is the newest, alone', async () => {
  const { app, look, repair } = setup();
  const [one, two] = [await look(), await look()];
  const when = async (asked: object): Promise<string[]> =>
    (await app['report.document']({ ...ask, ...asked })).technician.scans.map((scan) => `${scan.when} ${scan.id}`);
  expect(await when({})).toEqual([`after ${two}`]);
  expect(await when({ scan: one })).toEqual([`after ${one}`]);
  expect(await when({ compare: one })).toEqual([`before ${one}`, `after ${two}`]);
  await repair();
  // The newest look is from before the repair.
  expect(await when({})).toEqual([`before ${two}`]);
  const { id } = await app['job.open'](emptyJobDetails);
  expect(await when({ job: id })).toEqual([]);
  expect(await when({ job: id, scan: two, compare: one })).toEqual([`before ${one}`, `after ${two}`]);
});

test.each([false, true])('repair, look, undo: nothing is called fine, also where the clock was set back: %s', async (isSetBack) => {
  const { app, look, repair, undo, setClockBack } = setup();
  await look();
  const run = await repair();
  const after = await look();
  const fine = await app['report.document'](ask);
  expect([fine.basis, fine.notDone]).toEqual([{ afterChange: true, whole: true, unread: 0, runsUnread: 0 }, []]);
  if (isSetBack) await setClockBack();
  await undo(run);
  const { basis, notDone, result, technician } = await app['report.document'](ask);
  expect(technician.scans.map(({ id }) => id)).toEqual([after]);
  expect([basis.afterChange, notDone.map(({ kind, what }) => [kind, what])]).toEqual([false, [['taken-back', 'Repair fault']]]);
  expect(Object.values(result).join(' ')).not.toMatch(/Nothing urgent|nothing was found|need do nothing/);
  await look();
  const found = await app['report.document'](ask);
  expect([found.basis.afterChange, found.notDone.map(({ kind }) => kind)]).toEqual([true, ['finding']]);
});

test('a quick look after a whole one is not taken for the whole one', async () => {
  const { app, look } = setup();
  const whole = await look();
  await scanNow(app, { cost: 'quick', root: '/' });
  await scanNow(app, { cost: 'default', root: '/', only: ['identity'] });
  const { technician, basis } = await app['report.document'](ask);
  expect([technician.scans.map(({ id }) => id), basis.whole]).toEqual([[whole], true]);
});

test.each([
  [{ scan: 'none' }, /no scan none/],
  [{ compare: 'none' }, /no scan none/],
  [{ job: 'none' }, /no job none/],
])('what is not there is said: %j', async (asked, said) => {
  const { app, look } = setup();
  await expect(app['report.document']({ ...ask, ...asked })).rejects.toThrow(/no scan|no job/);
  await look();
  await expect(app['report.document']({ ...ask, ...asked })).rejects.toThrow(said);
});

test('a German report says in German what the core says', async () => {
  const { app, look } = setup();
  await look();
  const { technician } = await app['report.document']({ ...ask, language: 'de' });
  expect(JSON.stringify(technician.findings)).toMatch(/fault/);
  const { text } = await app['report.make']({ ...ask, format: 'html', language: 'de' });
  expect(text).toContain('<html lang="de">');
});
