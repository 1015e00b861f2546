import { expect, test } from 'vitest';
import { sha256 } from '../../../src-main/core/bytes.js';
import { canonical } from '../../../src-shared/canonical.js';
import { AppError } from '../../../src-shared/errors.js';
import type { StepBody } from '../../../src-shared/contract/step.js';
import { contentRoutine, fakeCatalogue } from '../../fakes/fake-catalogue.js';
import { drive } from '../../fakes/drive.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const never = new AbortController().signal;

async function quarantined() {
  const world = createFakeWorld();
  world.files.put('/usr/lib/evil.so', 'infected');
  const steps: StepBody[] = [{ kind: 'move-aside', scope: 'machine', title: 'Quarantine', path: { text: '/usr/lib/evil.so' } }];
  const { routine, fact } = contentRoutine('r', { '/etc/x': 'good' }, { plan: () => [{ onlyIf: 'always', steps }] });
  const driver = drive(world, fakeCatalogue([routine], [fact]));
  const { run } = await driver.repair();
  const list = async () => (await driver.verbs['engine.quarantine']({ op: 'list', root: '/' }, never)).entries;
  const purge = (id?: string) => driver.verbs['engine.quarantine']({ op: 'purge', root: '/', ...(id === undefined ? {} : { id }) }, never);
  return { world, driver, run, list, purge };
}

test('what was moved aside is listed with where it was, where it is, and its size', async () => {
  const { run, list, world } = await quarantined();
  const [entry] = await list();
  expect(entry).toMatchObject({ id: `${run}/r/1.1`, path: '/usr/lib/evil.so', bytes: 8 });
  expect(world.files.text(entry?.keptAt ?? '')).toBe('infected');
});

test('what was put back is listed no more', async () => {
  const { driver, run, list } = await quarantined();
  await driver.undo(run);
  expect(await list()).toEqual([]);
});

test('purging frees it for good, and then it cannot be put back', async () => {
  const { world, driver, run, list, purge } = await quarantined();
  expect(await purge(`${run}/r/1.1`)).toEqual({ entries: [], freedBytes: 8 });
  expect(await list()).toEqual([]);
  expect(Object.values(world.files.tree()).some((node) => JSON.stringify(node).includes(Buffer.from('infected').toString('base64')))).toBe(
    false,
  );
  expect(await driver.undo(run)).toMatchObject([{ result: 'not-possible' }]);
});

test('nothing is purged that was not named exactly', async () => {
  const { run, list, purge } = await quarantined();
  for (const id of [run, `${run}/r`, `${run}/r/1.2`, '/usr/lib', '', '../..'])
    await expect(purge(id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(purge()).rejects.toMatchObject({ code: 'bad-input' });
  expect(await list()).toHaveLength(1);
});

test('a record that is damaged hides none of the others, and is said', async () => {
  const { world, driver, run, list, purge } = await quarantined();
  world.files.put('/usr/lib/evil.so', 'again');
  const second = (await driver.repair()).run;
  await world.store.folders.get(run)?.saveBackup('r-1.1.moved', Uint8Array.from([1]));
  expect((await list()).map(({ id }) => id)).toEqual([`${second}/r/1.1`]);
  expect(world.warnings[0]).toEqual(expect.stringContaining(`r-1.1.moved of run ${run} is not what was kept`));
  expect((await purge(`${second}/r/1.1`)).freedBytes).toBe(5);
});

test.each([
  { text: '/home' },
  { text: '/etc/shadow' },
  { text: '/var/lib/rescuepc/quarantine/RUN/../../../../../home' },
  { text: '/var/lib/rescuepc/quarantine/RUN/' },
  { text: '/var/lib/rescuepc/quarantine/20260101-000000-abcdef/r-1.1-evil.so' },
  { text: '/var/lib/rescuepc/quarantine/RUN/r-1.1-evil.so', bytesBase64: Buffer.from('/home').toString('base64') },
  { text: 'quarantine/RUN/x' },
  { text: 7 },
  ['/home'],
  null,
])('a forged record leads the purge and the undo nowhere else: %j', async (forged) => {
  const { world, driver, run, list, purge } = await quarantined();
  world.files.put('/home/eve/letter', 'letter');
  world.files.put('/etc/shadow', 'secret');
  const before = world.files.tree();
  const bytes = new TextEncoder().encode(JSON.stringify(forged).replaceAll('RUN', run));
  const folder = world.store.folders.get(run);
  if (!folder) throw new Error('no run');
  await folder.saveBackup('r-1.1.moved', bytes);
  folder.journal = forge(folder.journal, run, 'r-1.1.moved', bytes);
  expect(await list()).toEqual([]);
  expect(world.warnings[0]).toEqual(expect.stringContaining('is no place that things are moved to'));
  await expect(purge(`${run}/r/1.1`)).rejects.toMatchObject({ code: 'not-found' });
  expect(await driver.undo(run)).toMatchObject([{ result: 'not-possible' }]);
  expect(world.files.tree()).toEqual(before);
});

/** A journal in which a backup has other bytes, chained anew as whoever owns the disk can. */
function forge(journal: string, run: string, name: string, bytes: Uint8Array): string {
  let prev = sha256(`rescuepc run ${run}`);
  const lines = journal.split('\n').filter(Boolean);
  return lines
    .map((line) => {
      const { hash: _hash, ...row } = JSON.parse(line) as { hash: string; backups?: { name: string }[] };
      const backups = row.backups?.map((backup) => (backup.name === name ? { name, sha256: sha256(bytes), bytes: bytes.length } : backup));
      const open = { ...row, ...(backups ? { backups } : {}), prev };
      prev = sha256(canonical(open));
      return `${JSON.stringify({ ...open, hash: prev })}\n`;
    })
    .join('');
}

test('who may not read the records is told so, and not that the quarantine is empty', async () => {
  const { world, run, list } = await quarantined();
  const folder = world.store.folders.get(run);
  if (folder) Object.assign(folder, { readBackup: () => Promise.reject(new AppError('not-permitted', 'It may not be read.')) });
  await expect(list()).rejects.toMatchObject({ code: 'not-permitted' });
});
