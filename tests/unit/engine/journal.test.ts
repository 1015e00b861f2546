import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '../../../src-main/core/bytes.js';
import { canonical } from '../../../src-shared/canonical.js';
import { checkChain, openJournal, readJournal } from '../../../src-main/core/repair/journal.js';
import type { Row, RowBody } from '../../../src-main/core/repair/rows.js';
import { createFakeFolder, type FakeRunFolder } from '../../fakes/fake-store.js';

const run = '20261122-100000-0000aa';
const now = (): Date => new Date('2026-11-22T10:00:00.000Z');

async function written(count = 4, id = run): Promise<FakeRunFolder> {
  const folder = createFakeFolder(id);
  const journal = await openJournal(folder, now);
  for (let n = 1; n <= count; n += 1) await journal.append(bodies(n));
  return folder;
}

function bodies(n: number): RowBody {
  return n % 2 === 0
    ? { type: 'restored', routine: `r${n}`, step: '1.1', why: 'undo', result: 'restored', message: 'Grüße, "quoted" \\ back' }
    : { type: 'consented', routine: `r${n}`, digest: 'd'.repeat(n) };
}

/** What a reader learns about a journal: its rows, and whether anything is wrong with it. */
async function look(text: string, id = run): Promise<{ rows: Row[]; noticed: boolean }> {
  const folder = createFakeFolder(id);
  folder.journal = text;
  try {
    const { rows, problems, tornBytes } = await readJournal(folder);
    return { rows, noticed: problems.length > 0 || tornBytes > 0 };
  } catch (thrown) {
    expect((thrown as { code: string }).code).toBe('newer-version');
    return { rows: [], noticed: true };
  }
}

test('what was written is read again, in order, and goes on where it ended', async () => {
  const folder = await written(3);
  const again = await openJournal(folder, now);
  expect(again.rows.map((row) => row.seq)).toEqual([1, 2, 3]);
  await again.append({ type: 'undone', steps: [] });
  const { rows, problems } = await readJournal(folder);
  expect(rows.map((row) => row.seq)).toEqual([1, 2, 3, 4]);
  expect(problems).toEqual([]);
});

test('every flip of a single bit of every byte is noticed', async () => {
  const { journal } = await written(3);
  const bytes = Buffer.from(journal);
  for (let at = 0; at < bytes.length; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (bytes[at] ?? 0) ^ (1 << bit);
      const { noticed } = await look(flipped.toString('utf8'));
      expect(noticed, `byte ${at}, bit ${bit}`).toBe(true);
    }
  }
});

test('every byte replaced by any other is noticed', async () => {
  const { journal } = await written(2);
  const bytes = Buffer.from(journal);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, value) => {
      fc.pre(bytes[at] !== value);
      const changed = Buffer.from(bytes);
      changed[at] = value;
      expect((await look(changed.toString('utf8'))).noticed).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('every cut within the journal is noticed, or leaves whole rows from its beginning', async () => {
  const { journal } = await written(3);
  const whole = (await look(journal)).rows;
  for (let length = 0; length < journal.length; length += 1) {
    const { rows, noticed } = await look(journal.slice(0, length));
    expect(rows).toEqual(whole.slice(0, rows.length));
    expect(noticed).toBe(length > 0 && !journal.slice(0, length).endsWith('\n'));
  }
  for (let from = 1; from < journal.length; from += 1) expect((await look(journal.slice(from))).noticed).toBe(true);
});

test('rows that were swapped, taken out, doubled or put in are noticed', async () => {
  const lines = (await written(5)).journal.split('\n').slice(0, -1);
  for (const [a] of lines.entries()) {
    if (a < lines.length - 1) expect(checkChain(run, lines.toSpliced(a, 1)).problems).not.toEqual([]);
    expect(checkChain(run, lines.toSpliced(a, 0, lines[a] ?? '')).problems).not.toEqual([]);
    expect(checkChain(run, lines.toSpliced(a, 0, '')).problems).not.toEqual([]);
    expect(checkChain(run, lines.toSpliced(a, 0, '{"v":1}')).problems).not.toEqual([]);
    for (let b = a + 1; b < lines.length; b += 1)
      expect(checkChain(run, lines.with(a, lines[b] ?? '').with(b, lines[a] ?? '')).problems).not.toEqual([]);
  }
});

test('rows taken off the end leave a valid chain with another head: only a head kept elsewhere tells', async () => {
  const lines = (await written(5)).journal.split('\n').slice(0, -1);
  const whole = checkChain(run, lines);
  const shorter = checkChain(run, lines.slice(0, -1));
  expect(shorter.problems).toEqual([]);
  expect(shorter.rows.at(-1)?.hash).not.toBe(whole.rows.at(-1)?.hash);
});

test('the journal of another run is noticed, from its first row on', async () => {
  const { journal } = await written(2, '20261122-100000-0000bb');
  const { rows, noticed } = await look(journal);
  expect(noticed).toBe(true);
  expect(rows).toEqual([]);
});

test('rows before the first damage are still given', async () => {
  const lines = (await written(4)).journal.split('\n').slice(0, -1);
  const { rows, problems } = checkChain(run, lines.with(2, (lines[2] ?? '').replace('consented', 'consentes')));
  expect(rows).toHaveLength(2);
  expect(problems).toEqual(['line 3 was changed after it was written']);
});

test('a row of a newer version is said to be that, and is not opened for writing', async () => {
  const folder = await written(1);
  folder.journal += `${JSON.stringify({ v: 2, seq: 2, hash: 'x' })}\n`;
  await expect(openJournal(folder, now)).rejects.toMatchObject({ code: 'newer-version' });
});

test('a damaged journal is not opened for writing', async () => {
  const folder = await written(2);
  folder.journal = folder.journal.replace('r1', 'r9');
  await expect(openJournal(folder, now)).rejects.toMatchObject({ code: 'damaged' });
});

test('a last line that was cut off is set aside, and the journal goes on', async () => {
  const folder = await written(2);
  folder.journal += '{"v":1,"seq":3,"at"';
  const journal = await openJournal(folder, now);
  await journal.append({ type: 'undone', steps: [] });
  expect((await readJournal(folder)).rows.map((row) => row.type)).toEqual(['consented', 'restored', 'undone']);
});

/** A journal of one row with a hash that holds: anybody can make one. */
function forged(body: object): string {
  const open = { v: 1, seq: 1, at: now().toISOString(), prev: sha256(`rescuepc run ${run}`), ...body };
  return JSON.stringify({ ...open, hash: sha256(canonical(open)) });
}

const at = { routine: 'r', step: '1.1' };
const record = {
  id: '1.1',
  version: 1,
  title: 't',
  does: [],
  commands: [],
  objects: ['file:/etc/x'],
  reversibility: { level: 'exact', why: '' },
  body: { kind: 'link', scope: 'machine', title: 't', path: { text: '/etc/x' }, target: 'y' },
};
const planned = { type: 'planned', ...at, record, before: {}, backups: [] };

test('what fits the chain and is no row of ours is not believed, and said', async () => {
  expect(checkChain(run, [forged(planned)]).problems).toEqual([]);
  const bodies = [
    { type: 'surprise' },
    { type: '__proto__' },
    { type: 7 },
    {},
    { type: 'planned', ...at },
    { ...planned, step: 5 },
    { ...planned, backups: 'all of them' },
    { ...planned, backups: [{ name: 'x', sha256: null, bytes: 1 }] },
    { ...planned, before: null },
    { ...planned, record: { ...record, body: { ...record.body, kind: 'explode' } } },
    { ...planned, record: { ...record, body: { ...record.body, path: '/etc/x' } } },
    { ...planned, record: { ...record, reversibility: 'exact' } },
    { type: 'child', ...at, bootId: 'b', child: { pid: '1/../../mnt', startTime: '1' } },
    { type: 'verified', routine: 'r', outcome: 'splendid', items: [], summary: '', bootId: 'b' },
    { type: 'finished', outcome: 'repaired', cancelled: false, routines: [null], bootId: 'b' },
  ];
  for (const body of bodies) {
    const { rows, problems } = checkChain(run, [forged(body)]);
    expect(rows, JSON.stringify(body)).toEqual([]);
    expect(problems, JSON.stringify(body)).toEqual(['line 1 is whole, but no row that this version knows']);
  }
  const folder = createFakeFolder(run);
  folder.journal = `${forged({ type: 'surprise' })}\n`;
  await expect(openJournal(folder, now)).rejects.toMatchObject({ code: 'damaged' });
});

test('fields of a newer version are kept beside those that are known', () => {
  const later = { ...planned, record: { ...record, later: [1], body: { ...record.body, later: 2 } }, later: { any: 'thing' } };
  const { rows, problems } = checkChain(run, [forged(later)]);
  expect(problems).toEqual([]);
  expect(rows[0]).toMatchObject({ later: { any: 'thing' }, record: { later: [1], body: { later: 2 } } });
});

test('a line that is nested deeper than can be followed is no row, and ends nothing', () => {
  const deep = `{"v":1,"seq":1,"hash":"x","a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
  expect(checkChain(run, [deep])).toEqual({ rows: [], problems: ['line 1 is not a journal row'] });
});

test('garbage is never taken for rows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fc.string(), fc.json()), { minLength: 1 }), async (lines) => {
      const clean = lines.map((line) => line.replaceAll('\n', ' '));
      expect((await look(`${clean.join('\n')}\n`)).rows).toEqual([]);
    }),
  );
});
