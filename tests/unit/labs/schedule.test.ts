import { expect, it } from 'vitest';
import type { Job, Result, Row } from '../../labs/linux/row.ts';
import { runJobs } from '../../labs/linux/schedule.ts';
import { timed } from '../../labs/linux/stopwatch.ts';
import { secondsTable, table } from '../../labs/linux/table.ts';

/** A row that gives these results, one a try; an error is thrown. */
function job(id: string, ...tries: readonly (Result | Error)[]): Job {
  const left = [...tries];
  const run = (): Promise<Result> => {
    const next = left.shift() ?? new Error('one try too many');
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
  return { id, title: id, run, from: [], about: [] };
}

const passes: Result = { failures: [] };
const fails = (why: string): Result => ({ failures: [why] });

async function rowsOf(jobs: readonly Job[], heard: Row[] = []): Promise<readonly Row[]> {
  return runJobs(jobs, { product: true, atOnce: 2 }, { secondsOf: () => 1, isReady: () => true, onRow: (row) => heard.push(row) });
}

it('a row that fails is run once more at the end, and what it said first is kept', async () => {
  const heard: Row[] = [];
  const rows = await rowsOf(
    [job('busy', fails('too late'), passes), job('fine', passes), job('thrown', new Error('no boot'), passes)],
    heard,
  );
  expect(rows.map(({ id, failures, firstTry }) => [id, failures, firstTry?.failures])).toEqual([
    ['busy', [], ['too late']],
    ['fine', [], undefined],
    ['thrown', [], ['no boot']],
  ]);
  expect(heard.map(({ id }) => id).slice(-2)).toEqual(['busy', 'thrown']);
  expect(table(rows)).toMatch(/busy +second try/);
  expect(table(rows)).toContain('busy (first try; it passed by itself): too late');
});

it('a row that fails twice has failed, with what it said both times', async () => {
  const [row] = await rowsOf([job('broken', fails('one'), fails('two'))]);
  expect(row?.failures).toEqual(['two', '(at the first try) one']);
  expect(table(row ? [row] : [])).toMatch(/broken +FAIL/);
});

it('many failures are no busy machine: none is tried again', async () => {
  const rows = await rowsOf(Array.from({ length: 21 }, (_, index) => job(`row-${index}`, fails('broken product'))));
  expect(new Set(rows.flatMap(({ failures }) => failures))).toEqual(new Set(['broken product']));
});

it('the longest rows begin first, but none that would have to wait before one that need not', async () => {
  const begun: string[] = [];
  const jobs = ['short', 'long', 'middle', 'waits'].map((id): Job => ({
    ...job(id),
    run: () => Promise.resolve((begun.push(id), passes)),
  }));
  const secondsOf = ({ id }: Job): number => ({ long: 100, middle: 50, waits: 200 })[id] ?? 1;
  await runJobs(jobs, { product: true, atOnce: 1 }, { secondsOf, isReady: ({ id }) => id !== 'waits', onRow: () => undefined });
  expect(begun).toEqual(['long', 'middle', 'short', 'waits']);
});

it('the seconds of rows that run side by side are told apart, and a part within a part counts once', async () => {
  const sleep = (part: 'boot' | 'scan', ms: number): Promise<void> =>
    timed(part, () => timed('waiting', () => new Promise((resolve) => setTimeout(resolve, ms))));
  const one: Job = { ...job('one'), run: async () => (await sleep('boot', 30), passes) };
  const two: Job = { ...job('two'), run: async () => (await sleep('scan', 60), passes) };
  const rows = await rowsOf([one, two]);
  expect(rows.map(({ parts }) => Object.keys(parts))).toEqual([['boot'], ['scan']]);
  for (const row of rows) expect(Object.values(row.parts)[0]).toBeLessThanOrEqual(row.seconds);
  const [head, all, first] = secondsTable(rows).split('\n');
  expect(head).toMatch(/^where the seconds went +seconds +base/);
  expect(all).toMatch(/^all rows \(2\) /);
  expect(first).toMatch(/^two/);
});
