import type * as Promises from 'node:fs/promises';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeEach, expect, test, vi } from 'vitest';
import { createRecordFiles } from '../../../src-main/adapters/record-files.js';
import { emptyJobDetails } from '../../../src-shared/contract/job.js';
import type { JobRecord } from '../../../src-shared/contract/record.js';
import { defaultSettings, type Settings } from '../../../src-shared/contract/settings.js';
import { tempFolder } from './temp.js';

/* A process that dies at any of its calls to the file system: the next one finds each record as it was before or after, and goes on. */

/** Calls that are still done; the next one is only half done, and none after it. */
const life = vi.hoisted(() => ({ left: Infinity, used: 0 }));

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof Promises>();
  const dies = (): boolean => {
    life.used += 1;
    life.left -= 1;
    return life.left < 0;
  };
  const mortal =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      dies() ? Promise.reject(new Error('killed')) : call(...args);
  return {
    ...real,
    link: mortal(real.link),
    mkdir: mortal(real.mkdir),
    rename: mortal(real.rename),
    unlink: mortal(real.unlink),
    writeFile: mortal(real.writeFile),
    open: async (...args: Parameters<typeof real.open>) => {
      if (dies()) throw new Error('killed');
      const handle = await real.open(...args);
      const write = handle.writeFile.bind(handle);
      handle.writeFile = async (data) => {
        if (!dies()) return write(data);
        if (life.left === -1) await write((data as Buffer).subarray(0, (data as Buffer).length / 2));
        throw new Error('killed');
      };
      handle.sync = mortal(handle.sync.bind(handle));
      handle.chmod = mortal(handle.chmod.bind(handle));
      return handle;
    },
  };
});

beforeEach(() => {
  life.left = Infinity;
});

const owner = () => Promise.resolve({ pid: process.pid, startTime: '1', bootId: 'boot', user: 'u' });
const log = { info: () => undefined, warn: () => undefined };
const open = (home: string) => createRecordFiles(home, owner, log);

function job(id: string, ticket: string): JobRecord {
  return { id, openedAt: '2026', closedAt: null, details: { ...emptyJobDetails, ticket }, notes: [], scans: [], runs: [] };
}

async function keep(home: string, word: 'before' | 'after'): Promise<void> {
  const settings: Settings = { ...defaultSettings, proxy: `http://${word}` };
  await open(home).change(async (save) => {
    await save('job', 'a', job('a', word));
    if (word === 'after') await save('job', 'b', job('b', word));
    await save('settings', 'settings', settings);
  });
}

/** What the next process finds, and that it can go on. Only the few bytes that a taker of the lock had not removed may be left. */
async function nextProcess(home: string) {
  life.left = Infinity;
  const { records, unreadable } = await open(home).list('job');
  const found = [
    ...records.map(({ id, details }) => `${id} ${details.ticket}`).toSorted(),
    (await open(home).read('settings', 'settings'))?.proxy,
  ];
  await open(home).change((save) => save('job', 'z', job('z', 'next')));
  const left = (await readdir(join(home, 'records'))).filter((name) => !name.endsWith('.json') && !name.startsWith('.lock-'));
  return { found: found.join(', '), unreadable, left };
}

/** How many calls `work` makes, and then what is found when it dies at each of them. */
async function dieEverywhere(prepare: (home: string) => Promise<void>, work: (home: string) => Promise<unknown>) {
  const template = join(await tempFolder(), 'state');
  await prepare(template);
  const home = async (): Promise<string> => {
    const copy = join(await tempFolder(), 'state');
    await cp(template, copy, { recursive: true });
    return copy;
  };
  const first = await home();
  life.used = 0;
  await work(first);
  const calls = life.used;
  const found: string[] = [];
  for (let at = 0; at <= calls; at += 1) {
    const copy = await home();
    life.left = at;
    await work(copy).catch(() => undefined);
    const next = await nextProcess(copy);
    expect({ at, ...next }).toMatchObject({ unreadable: [], left: [] });
    found.push(next.found);
  }
  return { calls, found: found.filter((what, index) => what !== found[index - 1]) };
}

test('killed at any call while records are saved', async () => {
  const { calls, found } = await dieEverywhere(
    (home) => keep(home, 'before'),
    (home) => keep(home, 'after'),
  );
  expect(calls).toBeGreaterThan(20);
  expect(found).toEqual([
    'a before, http://before',
    'a after, http://before',
    'a after, b after, http://before',
    'a after, b after, http://after',
  ]);
});

test('killed at any call while the notebook of an earlier version becomes files: nothing is lost', async () => {
  const { calls, found } = await dieEverywhere(
    async (home) => {
      await mkdir(home);
      const database = new Sqlite(join(home, 'index.sqlite'));
      database.exec('CREATE TABLE documents (kind TEXT, id TEXT, at TEXT, document TEXT)');
      const insert = database.prepare('INSERT INTO documents VALUES (?, ?, ?, ?)');
      for (const id of ['a', 'b']) insert.run('job', id, '', JSON.stringify({ v: 1, type: 'job', ...job(id, 'old') }));
      insert.run('settings', 'settings', '', JSON.stringify({ ...defaultSettings, proxy: 'http://old' }));
      database.close();
    },
    (home) => open(home).list('job'),
  );
  expect(calls).toBeGreaterThan(20);
  expect(found).toEqual(['a old, b old, http://old']);
});
