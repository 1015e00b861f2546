import { appendFile, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeRunFolder, openRunFolder } from '../../../src-main/adapters/run-folder.js';
import { sha256 } from '../../../src-main/core/bytes.js';
import { openJournal } from '../../../src-main/core/repair/journal.js';
import { tempFolder } from './temp.js';

const id = '20261122-100000-0000aa';

async function runFolder(readable = false) {
  const folder = join(await tempFolder(), id);
  await makeRunFolder(folder, { v: 1, id }, readable);
  return { folder, run: openRunFolder(id, folder, `/store/runs/${id}`, () => Promise.resolve(false)) };
}

test("a machine's run can be read by all but its backups; a user's by him alone", async () => {
  const mode = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);
  for (const [readable, expected] of [
    [true, ['755', '700', '700', '644', '644']],
    [false, ['700', '700', '700', '600', '600']],
  ] as const) {
    const { folder } = await runFolder(readable);
    const found = await Promise.all(['', 'backup', 'output', 'run.json', 'journal.ndjson'].map((name) => mode(join(folder, name))));
    expect(found).toEqual(expected);
  }
});

test('lines come back as they were appended, also with characters of several bytes', async () => {
  const { run, folder } = await runFolder();
  for (const line of ['one', 'zwei \u00fc \u{1f600}', '{"three":3}']) await run.append(line);
  expect(await run.lines()).toEqual({ lines: ['one', 'zwei \u00fc \u{1f600}', '{"three":3}'], tornBytes: 0 });
  expect(await readFile(join(folder, 'journal.ndjson'), 'utf8')).toBe('one\nzwei \u00fc \u{1f600}\n{"three":3}\n');
});

test('a last line that was cut off is counted, set aside and not lost', async () => {
  const { run, folder } = await runFolder();
  await run.append('whole');
  await appendFile(join(folder, 'journal.ndjson'), Buffer.from([0x7b, 0x22, 0xc3]));
  expect(await run.lines()).toEqual({ lines: ['whole'], tornBytes: 3 });
  await run.setTornTailAside();
  await run.append('next');
  expect(await run.lines()).toEqual({ lines: ['whole', 'next'], tornBytes: 0 });
  const aside = (await readdir(folder)).find((name) => name.includes('torn'));
  expect(await readFile(join(folder, aside ?? ''))).toEqual(Buffer.from([0x7b, 0x22, 0xc3]));
});

test('a real journal goes on after its last line was cut off at every place', async () => {
  const { run, folder } = await runFolder();
  const file = join(folder, 'journal.ndjson');
  const journal = await openJournal(run, () => new Date(0));
  await journal.append({ type: 'consented', routine: 'a', digest: 'x' });
  const whole = await readFile(file);
  await journal.append({ type: 'consented', routine: '\u00fc', digest: 'y' });
  const both = await readFile(file);
  for (let length = whole.length; length < both.length; length += 7) {
    await writeFile(file, both.subarray(0, length));
    const again = await openJournal(run, () => new Date(0));
    await again.append({ type: 'consented', routine: 'c', digest: 'z' });
    expect((await openJournal(run, () => new Date(0))).rows.map((row) => row.seq)).toEqual([1, 2]);
  }
});

test('no journal at all has no lines', async () => {
  const folder = join(await tempFolder(), id);
  await mkdir(folder);
  expect(await openRunFolder(id, folder, '/x', () => Promise.resolve(false)).lines()).toEqual({ lines: [], tornBytes: 0 });
});

test.each(['../escape', '/etc/passwd', 'a/b', '', '.', '..', '.hidden', 'a\0b', 'a b', '-option'])(
  'the name %j is no backup',
  async (name) => {
    const { run } = await runFolder();
    await expect(Promise.resolve().then(() => run.saveBackup(name, new Uint8Array()))).rejects.toMatchObject({ code: 'bad-input' });
    await expect(Promise.resolve().then(() => run.readBackup(name))).rejects.toMatchObject({ code: 'bad-input' });
    expect(() => run.outputPath(name)).toThrow(expect.objectContaining({ code: 'bad-input' }));
  },
);

test('backups keep every byte, belong to their owner alone, and may be saved again', async () => {
  const { run, folder } = await runFolder(true);
  const bytes = Uint8Array.from({ length: 256 }, (_none, value) => value);
  await run.saveBackup('r-1.1.data', Uint8Array.from([1]));
  await run.saveBackup('r-1.1.data', bytes);
  expect(await run.readBackup('r-1.1.data')).toEqual(bytes);
  expect((await stat(join(folder, 'backup', 'r-1.1.data'))).mode & 0o777).toBe(0o600);
  await expect(run.readBackup('gone')).rejects.toMatchObject({ code: 'not-found' });
  await expect(run.syncBackup('gone')).rejects.toMatchObject({ code: 'not-found' });
});

test('the sum of a backup is told without reading it as a whole', async () => {
  const { run } = await runFolder();
  const bytes = Uint8Array.from({ length: 2_500_000 }, (_none, at) => at % 251);
  await run.saveBackup('r.e2undo', bytes);
  expect(await run.sumBackup('r.e2undo')).toEqual({ sha256: sha256(bytes), bytes: bytes.length });
  await expect(run.sumBackup('gone')).rejects.toMatchObject({ code: 'not-found' });
});

test('a link in the place of a backup or of the journal is not written through', async () => {
  const { run, folder } = await runFolder();
  const victim = join(folder, 'victim');
  await writeFile(victim, 'precious');
  await symlink(victim, join(folder, 'backup', 'r.data'));
  await expect(run.saveBackup('r.data', Uint8Array.from([1]))).rejects.toMatchObject({ code: 'unsafe-path' });
  expect(await readFile(victim, 'utf8')).toBe('precious');
});

test('a run is cancelled by a marker beside its journal', async () => {
  const { run } = await runFolder();
  expect(await run.cancelRequested()).toBe(false);
  await run.requestCancel();
  await run.requestCancel();
  expect(await run.cancelRequested()).toBe(true);
});

test('a run is not made twice', async () => {
  const { folder, run } = await runFolder();
  await run.append('kept');
  await expect(makeRunFolder(folder, {}, false)).rejects.toBeDefined();
  expect((await run.lines()).lines).toEqual(['kept']);
});
