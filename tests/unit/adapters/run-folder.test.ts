import { appendFile, mkdir, readdir, readFile, rename, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeRunFolder, openRunFolder } from '../../../src-main/adapters/run-folder.js';
import { makeStoreFolder, type StoreFolder } from '../../../src-main/adapters/store-folder.js';
import { sha256 } from '../../../src-main/core/bytes.js';
import { openJournal } from '../../../src-main/core/repair/journal.js';
import { ampleMs, exec, tempFolder } from './temp.js';

const id = '20261122-100000-0000aa';

async function emptyStore(machine = false): Promise<StoreFolder> {
  const store = { root: '/', path: join(await tempFolder(), 'store'), uid: process.getuid?.() ?? -1, machine };
  for (const names of [[], ['runs']]) await makeStoreFolder(store, names, 0o755);
  return store;
}

async function runFolder(machine = false) {
  const store = await emptyStore(machine);
  await makeRunFolder(store, id, { v: 1, id });
  return { store, folder: join(store.path, 'runs', id), run: openRunFolder(id, store, () => Promise.resolve(false)) };
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
  const { folder, run } = await runFolder();
  await rm(join(folder, 'journal.ndjson'));
  expect(await run.lines()).toEqual({ lines: [], tornBytes: 0 });
});

test.each(['../escape', '/etc/passwd', 'a/b', '', '.', '..', '.hidden', 'a\0b', 'a b', '-option'])(
  'the name %j is no backup',
  async (name) => {
    const { run } = await runFolder();
    await expect(Promise.resolve().then(() => run.saveBackup(name, new Uint8Array()))).rejects.toMatchObject({ code: 'bad-input' });
    for (const work of [run.readBackup, run.measureBackup, run.syncBackup])
      await expect(work(name)).rejects.toMatchObject({ code: 'bad-input' });
    expect(() => run.outputPath(name)).toThrow(expect.objectContaining({ code: 'bad-input' }));
  },
);

test('backups keep every byte, belong to their owner alone, and may be saved again', async () => {
  const { run, folder } = await runFolder(true);
  const bytes = Uint8Array.from({ length: 256 }, (_none, value) => value);
  await run.saveBackup('r-1.1.data', Uint8Array.from([1]));
  await run.saveBackup('r-1.1.data', bytes);
  expect(await run.readBackup('r-1.1.data')).toEqual(bytes);
  expect(await run.measureBackup('r-1.1.data')).toEqual({ bytes: 256, sha256: sha256(bytes) });
  expect((await stat(join(folder, 'backup', 'r-1.1.data'))).mode & 0o777).toBe(0o600);
  await expect(run.readBackup('gone')).rejects.toMatchObject({ code: 'not-found' });
  await expect(run.syncBackup('gone')).rejects.toMatchObject({ code: 'not-found' });
});

test('the sum of a backup is told without reading it as a whole', async () => {
  const { run } = await runFolder();
  const bytes = Uint8Array.from({ length: 2_500_000 }, (_none, at) => at % 251);
  await run.saveBackup('r.e2undo', bytes);
  expect(await run.measureBackup('r.e2undo')).toEqual({ sha256: sha256(bytes), bytes: bytes.length });
  await expect(run.measureBackup('gone')).rejects.toMatchObject({ code: 'not-found' });
});

test('a link in the place of a backup or of the journal is not written through, and not read through', async () => {
  const { run, folder } = await runFolder();
  const victim = join(folder, 'victim');
  await writeFile(victim, 'precious');
  const backup = join(folder, 'backup', 'r.data');
  await symlink(victim, backup);
  for (const work of [run.readBackup, run.measureBackup, run.syncBackup])
    await expect(work('r.data')).rejects.toMatchObject({ code: 'unsafe-path' });
  await run.saveBackup('r.data', Uint8Array.from([1]));
  expect(await readFile(backup)).toEqual(Buffer.from([1]));
  await rm(join(folder, 'journal.ndjson'));
  await symlink(victim, join(folder, 'journal.ndjson'));
  for (const work of [() => run.append('x'), run.setTornTailAside, run.lines])
    await expect(work()).rejects.toMatchObject({ code: 'unsafe-path', message: expect.stringContaining('journal.ndjson is a link') });
  expect(await readFile(victim, 'utf8')).toBe('precious');
});

test('an endless device, a pipe that nobody writes to and a folder in the place of a journal or backup are said, and not waited for', async () => {
  const { run, folder } = await runFolder();
  const journal = join(folder, 'journal.ndjson');
  const backup = join(folder, 'backup', 'r.data');
  const plants = [
    (at: string) => exec.run({ argv: ['mkfifo', at], timeoutMs: ampleMs }),
    (at: string) => mkdir(at),
    // A device needs root; where it cannot be made there is nothing, which is refused in other words.
    (at: string) => exec.run({ argv: ['mknod', at, 'c', '1', '5'], timeoutMs: ampleMs }),
  ];
  for (const plant of process.getuid?.() === 0 ? plants : plants.slice(0, 2)) {
    for (const at of [journal, backup]) {
      await rm(at, { recursive: true, force: true });
      await plant(at);
    }
    for (const work of [() => run.append('x'), run.lines, () => run.readBackup('r.data'), () => run.measureBackup('r.data')])
      await expect(work()).rejects.toMatchObject({ code: 'damaged', message: expect.stringContaining('is not a plain file') });
  }
});

test('a journal and a backup larger than any are refused before they are read', async () => {
  const { run, folder } = await runFolder();
  await truncate(join(folder, 'journal.ndjson'), 2 ** 40);
  await run.saveBackup('r.data', new Uint8Array());
  await truncate(join(folder, 'backup', 'r.data'), 2 ** 40);
  for (const work of [run.lines, () => run.readBackup('r.data'), () => run.measureBackup('r.data')])
    await expect(work()).rejects.toMatchObject({ code: 'damaged', message: expect.stringContaining('is larger than') });
});

test('a run whose folder, or whose folder of backups, is a link elsewhere is neither read nor written', async () => {
  for (const place of ['', 'backup']) {
    const { run, folder } = await runFolder();
    await run.saveBackup('r.data', Uint8Array.from([1]));
    const away = `${folder}-away`;
    await rename(join(folder, place), away);
    await symlink(away, join(folder, place));
    for (const work of [() => run.readBackup('r.data'), () => run.saveBackup('new', Uint8Array.from([1]))])
      await expect(work()).rejects.toMatchObject({ code: 'unsafe-path' });
    expect(await readdir(place === '' ? join(away, 'backup') : away)).toEqual(['r.data']);
  }
});

test('a run is cancelled by a marker beside its journal', async () => {
  const { run } = await runFolder();
  expect(await run.cancelRequested()).toBe(false);
  await run.requestCancel();
  await run.requestCancel();
  expect(await run.cancelRequested()).toBe(true);
});

test('a run is not made twice', async () => {
  const { store, run } = await runFolder();
  await run.append('kept');
  await expect(makeRunFolder(store, id, {})).rejects.toBeDefined();
  expect((await run.lines()).lines).toEqual(['kept']);
});
