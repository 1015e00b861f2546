import { expect, test } from 'vitest';
import { aptCheck } from '../../../src-main/core/facts/apt-check.js';
import { aptLists } from '../../../src-main/core/facts/apt-lists.js';
import { debAptListsReset } from '../../../src-main/core/routines/linux/deb-apt-lists-reset.js';
import { debBrokenDeps } from '../../../src-main/core/routines/linux/deb-broken-deps.js';
import type { KeptReading } from '../../../src-main/core/app-ports.js';
import type { Scan, ScanRequest } from '../../../src-shared/contract/scan.js';
import type { FakeNode } from '../../fakes/fake-files.js';
import { scanNow } from '../../../src-main/hosts/cli/scan-now.js';
import { createFakeIndex, fakeApp } from '../../fakes/fake-app.js';
import { fakeCatalogue } from '../../fakes/fake-catalogue.js';
import { createFakeWorld, type FakeWorld } from '../../fakes/fake-world.js';

const sound = { stdout: 'Reading package lists...\nBuilding dependency tree...\n' };
const whole: ScanRequest = { cost: 'default', root: '/', mayBeKept: true };
const list = '/var/lib/apt/lists/example_Packages';

/** A Debian in memory, and how often apt was asked on it. */
function debian() {
  const world = createFakeWorld();
  for (const file of [
    '/usr/bin/apt-get',
    '/usr/bin/dpkg',
    '/var/lib/dpkg/status',
    '/etc/apt/sources.list',
    '/etc/apt/apt.conf.d/01x',
    list,
  ])
    world.files.put(file, 'Some::Setting "1";');
  world.files.putFolder('/var/lib/apt/lists/partial');
  world.exec.on('apt-get', sound);
  const index = createFakeIndex();
  const catalogue = fakeCatalogue([debBrokenDeps, debAptListsReset], [aptCheck, aptLists]);
  const scan = (request: ScanRequest = whole): Promise<Scan> => scanNow(fakeApp(world, world, catalogue, {}, index), request);
  const asked = (): number => world.exec.ran.filter((line) => line.startsWith('apt-get')).length;
  return { world, index, scan, asked };
}

const readAt = (scan: Scan): (string | undefined)[] =>
  ['apt-check', 'apt-lists'].map((id) => {
    const reading = scan.facts[id];
    return reading?.known === true ? reading.readAt : 'not known';
  });

test('both facts ask apt once; the second scan asks nothing and says when the first did', async () => {
  const { scan, asked } = debian();
  const first = await scan();
  expect([asked(), readAt(first)]).toEqual([1, [undefined, undefined]]);
  const second = await scan();
  expect([asked(), readAt(second)]).toEqual([1, [first.scan.startedAt, first.scan.startedAt]]);
  expect(second.facts['apt-check']).toEqual({ ...first.facts['apt-check'], readAt: first.scan.startedAt });
  expect(second.summary).toEqual(first.summary);
  expect(readAt(await scan())).toEqual(readAt(second));
});

const altered = (world: FakeWorld, path: string, more: Partial<FakeNode>): void => {
  const { bytes = new Uint8Array(), ...node } = world.files.node(path) ?? {};
  world.files.put(path, bytes, { ...node, ...more });
};
const later = { mtimeMs: 1_700_000_000_000, ctimeMs: 1_700_000_009_000 };

test.each<[string, (world: FakeWorld) => void]>([
  ['another package', (world) => world.files.put('/var/lib/dpkg/status', 'more')],
  ['a list with other bytes, and its size and date put back', (world) => altered(world, list, later)],
  ['the same for the list of what is installed', (world) => altered(world, '/var/lib/dpkg/status', later)],
  ['another date', (world) => altered(world, list, { mtimeMs: 1_600_000_000_000, ctimeMs: 1_700_000_000_000 })],
  ['another mode', (world) => altered(world, list, { mode: 0o600 })],
  ['another owner', (world) => altered(world, list, { uid: 7 })],
  ['another disk mounted over it', (world) => altered(world, list, { device: 9 })],
  ['a list more', (world) => world.files.put('/var/lib/apt/lists/more_Packages', '')],
  ['a list less', (world) => world.files.delete(list)],
  ['a source more', (world) => world.files.put('/etc/apt/sources.list.d/x.list', '')],
  ['another setting', (world) => world.files.put('/etc/apt/apt.conf.d/01x', 'Some::Setting "0";', later)],
  ['a setting of dpkg', (world) => world.files.put('/etc/dpkg/dpkg.cfg.d/x', '')],
  ['a foreign architecture', (world) => world.files.put('/var/lib/dpkg/arch', 'i386\n')],
  ['an interrupted package run', (world) => world.files.put('/var/lib/dpkg/updates/0001', '')],
  ['another apt', (world) => world.files.put('/usr/bin/apt-get', 'other')],
  ['a restart of the machine', (world) => void (world.machine.bootId = 'boot-2')],
])('%s: apt is asked anew', async (_what, change) => {
  const { world, scan, asked } = debian();
  await scan();
  change(world);
  expect(readAt(await scan())).toEqual([undefined, undefined]);
  expect(asked()).toBe(2);
  await scan();
  expect(asked(), 'what was read anew serves again').toBe(2);
});

test.each<[string, (world: FakeWorld) => void]>([
  ['a list is a link', (world) => world.files.putLink('/var/lib/apt/lists/local_Packages', '/srv/Packages')],
  ['the settings are a link', (world) => world.files.putLink('/etc/apt/apt.conf', '/srv/apt.conf')],
  ['apt looks elsewhere', (world) => world.files.put('/etc/apt/apt.conf.d/02x', 'Dir::State::lists "/srv/lists";')],
  ['apt looks elsewhere, in braces', (world) => world.files.put('/etc/apt/apt.conf', 'dir {\n state "/srv";\n};')],
  ['settings include others', (world) => world.files.put('/etc/apt/apt.conf', '#include "/srv/apt.conf"')],
  ['something changed a moment ago', (world) => altered(world, list, { ctimeMs: Date.parse('2026-11-22T09:59:59Z') })],
  ['something changed in the future', (world) => altered(world, list, { ctimeMs: Date.parse('2027-01-01T00:00:00Z') })],
  [
    'something changes while apt is asked',
    (world) => world.exec.on('apt-get', () => (altered(world, list, { uid: Math.random() }), sound)),
  ],
  ['dependencies are unmet', (world) => world.exec.on('apt-get', { code: 100, stderr: 'E: Unmet dependencies. Try more.\n' })],
  ['a list is damaged', (world) => world.exec.on('apt-get', { code: 100, stderr: `E: Unable to parse package file ${list} (1)\n` })],
  ['apt answers in unknown words', (world) => world.exec.on('apt-get', { code: 1, stdout: 'hm' })],
])('nothing is kept where %s', async (_what, change) => {
  const { world, index, scan, asked } = debian();
  change(world);
  await scan();
  const kept = (await index.readings()).map(({ fact }) => fact);
  // Unmet dependencies say nothing against the lists.
  expect(kept).toEqual(_what === 'dependencies are unmet' ? ['apt-lists'] : []);
  await scan();
  expect(asked()).toBe(2);
});

test('where apt keeps its caches does not matter, nor what notes say', async () => {
  const { world, scan, asked } = debian();
  world.files.put('/etc/apt/apt.conf.d/docker', '// this dir is small\n# Dir::State\nDir::Cache::pkgcache "";\n');
  await scan();
  await scan();
  expect(asked()).toBe(1);
});

test.each<[string, Partial<KeptReading>]>([
  ['the reading', { reading: '{"known":true,"value":{"state":"ok","details":[]},"evidence":[{}]}' }],
  ['the reading, to no JSON', { reading: '{"known":' }],
  ['the stamp', { stamp: '' }],
  ['the date', { readAt: '2026-11-22T09:59:59.000Z' }],
  ['the date, to no date', { readAt: '' }],
  ['the name', { fact: 'apt-lists' }],
  ['the sum', { sum: '' }],
])('damage to %s of a kept reading: apt is asked anew, and it is mended', async (_what, damage) => {
  const { index, scan, asked } = debian();
  await scan();
  const rows = await index.readings();
  await index.saveReadings(rows.map((row) => (row.fact === 'apt-check' ? { ...row, ...damage } : row)));
  if (damage.fact !== undefined) await index.saveReadings([{ ...rows.find(({ fact }) => fact === 'apt-check'), sum: '' } as KeptReading]);
  expect(readAt(await scan())[0]).toBeUndefined();
  expect(asked()).toBe(2);
  await scan();
  expect(asked()).toBe(2);
});

test('a day later, or before the date at which it was read, it is read anew', async () => {
  const { world, scan, asked } = debian();
  await scan();
  await world.ports.sleep(23 * 3_600_000);
  await scan();
  expect(asked()).toBe(1);
  await world.ports.sleep(3_600_000);
  await scan();
  expect(asked()).toBe(2);
  await world.ports.sleep(-3_600_000);
  await scan();
  expect(asked()).toBe(3);
});

test.each<[string, Partial<ScanRequest>]>([
  ['--deep', { cost: 'deep', mayBeKept: false }],
  ['--only', { only: ['apt-check', 'apt-lists'] }],
  ['a scan that chooses repairs', { mayBeKept: false }],
  ['a complaint', { symptom: 'no-updates' }],
])('%s reads anew although nothing has changed', async (_what, request) => {
  const { scan, asked } = debian();
  await scan();
  const before = asked();
  expect(readAt(await scan({ ...whole, ...request }))).toEqual([undefined, undefined]);
  expect(asked()).toBe(before + 1);
});
