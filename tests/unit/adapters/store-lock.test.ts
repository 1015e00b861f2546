import { spawn } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { identify } from '../../../src-main/adapters/processes.js';
import { lockHolder, takeLock, type Owner } from '../../../src-main/adapters/store-lock.js';
import { tempFolder } from './temp.js';

const run = '20261122-100000-0000aa';
const since = new Date('2026-11-22T10:00:00Z');

async function me(more: Partial<Owner> = {}): Promise<Owner> {
  return { pid: process.pid, startTime: (await identify(process.pid))?.startTime ?? '', bootId: 'boot', user: 'alice', ...more };
}

async function isTaken(folder: string, owner: Owner): Promise<string> {
  return takeLock(folder, 'other', owner, since).then(
    () => 'taken',
    (thrown: { code: string }) => thrown.code,
  );
}

test('who holds it is said: run, user, time and process; afterwards it is free', async () => {
  const folder = await tempFolder();
  const unlock = await takeLock(folder, run, await me(), since);
  await expect(takeLock(folder, 'other', await me(), since)).rejects.toMatchObject({
    code: 'busy',
    message: `Another repair is at work: run ${run}, started by alice at 2026-11-22T10:00:00.000Z (process ${process.pid}).`,
    hint: expect.stringContaining(run),
  });
  expect(await lockHolder(folder, 'boot')).toMatchObject({ run, user: 'alice', pid: process.pid });
  await unlock();
  expect(await lockHolder(folder, 'boot')).toBeNull();
  expect(await isTaken(folder, await me())).toBe('taken');
});

test.each<[string, Partial<Owner>]>([
  ['a process that is gone', { pid: 4_194_000, startTime: '1' }],
  ['a process whose number another has now', { startTime: '1' }],
  ['a process of an earlier boot', { bootId: 'earlier' }],
])('the lock of %s does not hold', async (_whose, owner) => {
  const folder = await tempFolder();
  await takeLock(folder, run, await me(owner), since);
  expect(await lockHolder(folder, 'boot')).toBeNull();
  expect(await isTaken(folder, await me())).toBe('taken');
  expect(await lockHolder(folder, 'boot')).toMatchObject({ run: 'other' });
});

test.each(['', '{', 'garbage', 'null', '7', '[]', '{"pid":"x"}'])('a lock file that says %j does not hold', async (text) => {
  const folder = await tempFolder();
  await writeFile(join(folder, 'lock'), text);
  expect(await isTaken(folder, await me())).toBe('taken');
});

test('nothing is left beside the lock', async () => {
  const folder = await tempFolder();
  await takeLock(folder, run, await me({ startTime: '1' }), since);
  await isTaken(folder, await me());
  await isTaken(folder, await me());
  expect(await readdir(folder)).toEqual(['lock']);
});

test('a folder that is not there is said in words', async () => {
  await expect(takeLock('/no/such/folder', run, await me(), since)).rejects.toMatchObject({ code: 'not-found' });
});

/** How many of twenty takers in this process get the lock, in each of some rounds. */
async function winners(rounds: number, overDead: boolean): Promise<number[]> {
  const owner = await me();
  const won: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const folder = await tempFolder();
    if (overDead) await takeLock(folder, run, await me({ startTime: '1' }), since);
    const answers = await Promise.all(Array.from({ length: 20 }, () => isTaken(folder, owner)));
    expect(answers.every((answer) => answer === 'taken' || answer === 'busy')).toBe(true);
    won.push(answers.filter((answer) => answer === 'taken').length);
  }
  return won;
}

test('of twenty at once exactly one wins', async () => {
  expect(new Set(await winners(20, false))).toEqual(new Set([1]));
});

test("of twenty at once exactly one wins over a dead one's lock", async () => {
  expect(new Set(await winners(40, true))).toEqual(new Set([1]));
});

test('of twenty processes at once exactly one wins', async () => {
  const folder = await tempFolder();
  const script = fileURLToPath(new URL('lock-taker.ts', import.meta.url));
  const takers = Array.from({ length: 20 }, (_none, at) => startTaker([script, folder, `taker-${at}`]));
  try {
    expect(new Set(await Promise.all(takers.map(({ said }) => said())))).toEqual(new Set(['ready']));
    for (const { child } of takers) child.stdin.write('go');
    const answers = await Promise.all(takers.map(({ said }) => said()));
    expect(answers.toSorted()).toEqual([...Array.from({ length: 19 }, () => 'busy'), 'taken']);
  } finally {
    for (const { child } of takers) child.stdin.end();
  }
});

/** Another process; `said` is the next line that it says. */
function startTaker(words: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', ...words], { stdio: ['pipe', 'pipe', 'inherit'] });
  // One that has ended is told by what it has not said.
  child.stdin.on('error', () => undefined);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const said = async (): Promise<string> => {
    const line = await lines.next();
    return line.done === true ? 'has ended' : line.value;
  };
  return { child, said };
}

test.each(['', '{"pid":', '\0\0\0\0'])('a mark of a removal that a power cut left as %j keeps nobody out', async (text) => {
  const folder = await tempFolder();
  await takeLock(folder, run, await me({ startTime: '1' }), since);
  await writeFile(join(folder, 'lock-breaking'), text);
  expect(await isTaken(folder, await me())).toBe('taken');
  expect(await readdir(folder)).toEqual(['lock']);
});
