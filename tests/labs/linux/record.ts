import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sourceDir } from './places.ts';
import type { Row } from './row.ts';

/** A row that passed at its first try: with which inputs, at which commit, when (a day), and how long it took. */
export type Passed = { readonly inputs: string; readonly commit: string; readonly on: string; readonly seconds: number };
export type LabRecord = Readonly<Record<string, Passed>>;

/** What one run of the lab found out; `commit` is null where the sources were no commit's. */
export type LabRun = {
  readonly commit: string | null;
  readonly on: string;
  readonly rows: readonly (Row & { readonly inputs: string })[];
};

/** What is to be done about a row: it has to be run, it is run although the record has it, or the record answers for it. */
export type Choice = 'run' | 'again' | 'taken';

const recordFile = fileURLToPath(new URL('record.json', import.meta.url));

/** Where a lab of this checkout leaves its last run. */
export const lastRunFile = join(sourceDir, '.cache', 'lab', 'last-run.json');

/** All rows that passed when they were last recorded; empty if there is no record. Throws words if the file is damaged, as by a merge. */
export function readRecord(): LabRecord {
  if (!existsSync(recordFile)) return {};
  const rows = rowsIn(readFileSync(recordFile, 'utf8'));
  if (rows === undefined) throw new Error(`${recordFile} is damaged: take one side of the merge, or delete it; then every row runs again.`);
  return rows;
}

/** The rows of a record's text; undefined if it is not just as `npm run record` writes it. */
export function rowsIn(text: string): LabRecord | undefined {
  try {
    const { rows } = JSON.parse(text) as { rows?: unknown };
    return isObject(rows) && Object.values(rows).every(isPassed) ? (rows as LabRecord) : undefined;
  } catch {
    return undefined;
  }
}

function isPassed(entry: unknown): boolean {
  if (!isObject(entry)) return false;
  const { inputs, commit, on, seconds } = entry;
  const words = [inputs, commit, on].every((word) => typeof word === 'string');
  return words && !Number.isNaN(Date.parse(String(on))) && typeof seconds === 'number';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The record with what a run found out: what passed at the first try is in it, every other row of the run is not, nor are rows that do
 * not exist any more. A run of no commit is refused.
 */
export function recorded(record: LabRecord, { commit, on, rows }: LabRun, ids: readonly string[]): LabRecord {
  if (commit === null) throw new Error('That run was not of a commit: commit all changes, build, run the lab, then record.');
  const passed = rows.filter((row) => row.failures.length === 0 && row.firstTry === undefined);
  const entries = passed.map(({ id, inputs, seconds }) => [id, { inputs, commit, on, seconds: Number(seconds.toFixed(1)) }] as const);
  const others = Object.entries(record).filter(([id]) => !rows.some((row) => row.id === id));
  const all: LabRecord = Object.fromEntries([...others, ...entries]);
  return Object.fromEntries(ids.flatMap((id) => (all[id] === undefined ? [] : [[id, all[id]]])));
}

export function writeRecord(rows: LabRecord): void {
  const about = 'Written by `npm run record`, never by hand.';
  writeFileSync(recordFile, `${JSON.stringify({ about, rows }, null, 2)}\n`);
}

/** Throws words if there is no such run, or none that can be read. */
export function readRun(file: string): LabRun {
  if (!existsSync(file)) throw new Error(`There is no run of the lab in ${file}: npm run lab`);
  const run = runIn(readFileSync(file, 'utf8'));
  if (run === undefined) throw new Error(`${file} is no run of the lab, or a damaged one: delete it and run the lab again.`);
  return run;
}

function runIn(text: string): LabRun | undefined {
  try {
    const run: unknown = JSON.parse(text);
    return isObject(run) && Array.isArray(run['rows']) && 'commit' in run ? (run as unknown as LabRun) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps what a run of a commit found out beside what earlier ones of the same commit did, whole or not at all. A run of no commit is not
 * kept: nobody could record it, and it would take the place of one that can be.
 */
export function writeRun(run: LabRun): void {
  if (run.commit === null) return;
  const earlier = existsSync(lastRunFile) ? runIn(readFileSync(lastRunFile, 'utf8')) : undefined;
  const others = earlier?.commit === run.commit ? earlier.rows.filter(({ id }) => !run.rows.some((row) => row.id === id)) : [];
  mkdirSync(dirname(lastRunFile), { recursive: true });
  writeFileSync(`${lastRunFile}.new`, `${JSON.stringify({ ...run, rows: [...others, ...run.rows] }, null, 2)}\n`);
  renameSync(`${lastRunFile}.new`, lastRunFile);
}

/** No row is taken that ran longer ago. */
const mostDays = 30;

/**
 * A row is taken that passed with these inputs, at its first try, in the last days; but a fifth of those, other ones at each commit, is
 * run all the same. `today`: a day as `2026-11-30`.
 */
export function choose(id: string, inputs: string, record: LabRecord, commit: string, today: string): Choice {
  const passed = record[id];
  const days = passed === undefined ? Number.NaN : (Date.parse(today) - Date.parse(passed.on)) / 86_400_000;
  if (passed?.inputs !== inputs || !(days >= 0 && days <= mostDays)) return 'run';
  const chosen = createHash('sha256').update(`${commit} ${id}`).digest().readUInt32BE() % 5 === 0;
  return chosen ? 'again' : 'taken';
}

/** The commit that is checked out; null where there is none, or where the sources are not exactly that. */
export function cleanCommit(): string | null {
  const git = (...words: string[]): string | null => {
    const { status, stdout } = spawnSync('git', words, { cwd: sourceDir, encoding: 'utf8' });
    return status === 0 ? stdout.trim() : null;
  };
  return git('status', '--porcelain') === '' ? git('rev-parse', 'HEAD') : null;
}
