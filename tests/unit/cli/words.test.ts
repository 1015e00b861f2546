import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { RunEvent } from '../../../src-shared/contract/run.js';
import type { Scan } from '../../../src-shared/contract/scan.js';
import { AppError } from '../../../src-shared/errors.js';
import { createOutput } from '../../../src-main/hosts/cli/output.js';
import { renderChanges } from '../../../src-main/hosts/cli/render/changes.js';
import { renderEvent } from '../../../src-main/hosts/cli/render/events.js';
import { renderRoutine } from '../../../src-main/hosts/cli/render/plan.js';
import { renderRun, renderScans } from '../../../src-main/hosts/cli/render/runs.js';
import { renderScan } from '../../../src-main/hosts/cli/render/scan.js';
import { clean, jsonLine, styled, terminalText } from '../../../src-main/hosts/terminal-text.js';
import { fakeRun, fakeScan, finding } from '../../fakes/fake-report.js';
import { repo } from '../../tools/run.js';

const output = createOutput(false, true);
const at = '2026-11-22T12:00:00.000Z';

/** A scan that found nothing, in this scope. */
function quiet(scope: 'quick' | 'default' | 'deep' | 'single', notLookedAt: string[], more: Partial<Scan> = {}): Scan {
  const scan = fakeScan('s', at, more);
  return {
    ...scan,
    scan: { ...scan.scan, scope },
    notLookedAt,
    summary: { ...scan.summary, checked: 13, notLookedAt: notLookedAt.length },
  };
}

test('"nothing wrong was found" is said of all that there is to read, never of a part', () => {
  const said = (scan: Scan): string => renderScan(scan, output).split('\n')[0] ?? '';
  expect(said(quiet('deep', []))).toBe('bobs-pc: nothing wrong was found');
  const names = Array.from({ length: 68 }, (_none, index) => `fact-${index}`);
  expect(said(quiet('quick', names))).toBe('bobs-pc: nothing wrong was found in 13 of 81 things');
  expect(said(quiet('deep', [], { unknown: [{ id: 'u', reason: 'r', cure: '' }] }))).toBe(
    'bobs-pc: nothing wrong was found in 13 of 14 things',
  );
});

test('what was not looked at is named, and how it would be; who asked for single facts knows', () => {
  const text = renderScan(quiet('quick', ['disk-health', 'hosts-file']), output);
  expect(text).toMatch(/0 unread, 2 not looked at/);
  expect(text).toMatch(/Not looked at\n {2}\? {2}disk-health, hosts-file: 'rescuepc scan' looks at most of it/);
  expect(renderScan(quiet('default', ['ext4-volumes']), output)).toContain('ext4-volumes: --deep looks at it');
  expect(renderScan(quiet('single', ['ext4-volumes']), output)).not.toContain('ext4-volumes');
});

test('a complaint of which nothing breaks says how much could not be looked at', () => {
  const rung = { title: 'The disk', says: '', evidence: [], routines: [] };
  const said = (state: 'fine' | 'could-not-look'): string =>
    renderScan({ ...quiet('single', []), symptom: { name: 'slow', rungs: [{ ...rung, state }] } }, output).split('\n')[0] ?? '';
  expect(said('fine')).toBe('bobs-pc: nothing breaks on this way');
  expect(said('could-not-look')).toBe('bobs-pc: nothing breaks where it could be looked at; 1 of 1 steps could not');
});

test('the history says of how much the last look was', () => {
  const { summary } = quiet('quick', ['a', 'b']);
  const scan = { id: 's', startedAt: at, root: '/', whole: true, symptom: null, summary };
  expect(renderScans(3, scan)).toBe('3 scans, the last s: 0 urgent, 0 soon; 13 facts read, 0 unread, 2 not looked at');
});

type Finished = Extract<RunEvent, { type: 'finished' }>;

test.each<[string, Partial<Finished>, RegExp, RegExp]>([
  ['all can be undone', { changes: { standing: 2, canUndo: 2, takenBack: 0 } }, /To take it back: rescuepc undo R/, /cannot/],
  ['nothing can be undone', { changes: { standing: 1, canUndo: 0, takenBack: 0 } }, /It cannot be taken back\./, /rescuepc undo/],
  ['a part can be undone', { changes: { standing: 2, canUndo: 1, takenBack: 0 } }, /To take back what can be: rescuepc undo R/, /cannot/],
  ['nothing was done', { changes: { standing: 0, canUndo: 0, takenBack: 0 } }, /Nothing was changed\./, /rescuepc/],
  [
    'cancelled after a step that cannot be taken back',
    { outcome: 'could-not-run', cancelled: true, changes: { standing: 1, canUndo: 0, takenBack: 2 } },
    /What was done: rescuepc status R {3}It cannot be taken back\./,
    /Nothing was changed|rescuepc undo/,
  ],
  [
    'rolled back',
    { outcome: 'not-repaired', changes: { standing: 0, canUndo: 0, takenBack: 3 } },
    /What was changed was taken back\./,
    /rescuepc undo/,
  ],
  [
    'unknown after steps',
    { outcome: 'unknown', changes: { standing: 1, canUndo: 1, takenBack: 0 } },
    /rescuepc undo R/,
    /Nothing was changed/,
  ],
  ['nobody knows what stands', { outcome: 'could-not-run' }, /What was done: rescuepc status R/, /Nothing was changed|rescuepc undo/],
])('the end of a run, %s: what it says of taking back is what an undo would do', (_what, more, says, not) => {
  const event: Finished = { v: 1, run: 'R', seq: 1, at, type: 'finished', outcome: 'repaired', cancelled: false, routines: [], ...more };
  const text = renderEvent(event, output);
  expect(text).toMatch(says);
  expect(text).not.toMatch(not);
});

test('the status of a run says the same', () => {
  const run = fakeRun('R', at, 'r', 'repaired');
  const irreversible = run.steps.map((step) => ({ ...step, reversibility: { level: 'none' as const, why: '' } }));
  expect(renderRun(run, output)).toContain('To take it back: rescuepc undo R');
  expect(renderRun({ ...run, steps: irreversible }, output)).toContain('What it changed cannot be taken back.');
  expect(renderRun({ ...run, steps: [] }, output)).toContain('It changed nothing.');
});

test('"changed nothing" is only said where every run could be read', () => {
  expect(renderChanges([], null, true, output)).toContain('RescuePC changed nothing since then');
  expect(renderChanges([], null, false, output)).not.toContain('changed nothing');
});

test.each([
  ['healthy', /nothing to do/],
  ['needed', /nothing of what was chosen can be repaired here/],
  ['busy', /something else is at work/],
  ['unknown', /cannot be planned yet/],
  ['not-applicable', /does not apply here/],
] as const)('a routine without steps whose diagnosis is %s', (outcome, says) => {
  const diagnosis = { outcome, severity: 'warning' as const, summary: 's', evidence: [], items: [] };
  const reversibility = { level: 'exact' as const, why: '' };
  const planned = {
    id: 'r',
    title: 'R',
    diagnosis,
    items: [],
    params: {},
    stages: [],
    risk: 'low' as const,
    reversibility,
    needsRestart: false,
    gates: [],
  };
  const text = renderRoutine(1, planned, output).join('\n');
  expect(text).toMatch(says);
  if (outcome !== 'healthy') expect(text).not.toContain('nothing to do');
});

/** Moves the cursor, hides text, sets the title, turns the direction, erases: as escape sequences and as single characters. */
const hostile = 'a\u001b[2Ab\u001b[8mc\u001b]0;t\u0007d\u009b2Je\u202ef\u2066g\u007fh\bi\rj\u0000';
const obeyed = /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/u;

test('whatever stands in it, a terminal obeys nothing of foreign text; ends of lines and tabs stay', () => {
  expect(terminalText(hostile)).not.toMatch(obeyed);
  expect(terminalText('a\n\tb')).toBe('a\n\tb');
  expect(clean(`${hostile}\n`)).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
});

test('our own styles stay, and foreign ones in them do not', () => {
  const text = terminalText(`${styled('red', hostile)} and ${styled(['bold', 'green'], 'ours')}`);
  const ours = ['31', '39', '1', '32', '22'].map((code) => `\u001b[${code}m`);
  expect(ours.reduce((rest, code) => rest.replaceAll(code, ''), text)).not.toMatch(obeyed);
  expect(text).toContain('\u001b[1m\u001b[32mours\u001b[39m\u001b[22m');
});

test('JSON for a terminal is the same value, in harmless characters', () => {
  const value = { name: hostile, list: ['\u2029\u00e4'] };
  expect(jsonLine(value)).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  expect(JSON.parse(jsonLine(value))).toEqual(value);
});

test('an error, a remark, an answer and a document: all leave by the filter', () => {
  const said: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    const spy = vi.spyOn(stream, 'write').mockImplementation((chunk) => said.push(String(chunk)) > 0);
    onTestFinished(() => spy.mockRestore());
  }
  for (const json of [false, true]) {
    const out = createOutput(json, true);
    out.error(new AppError('io-error', hostile, hostile));
    out.note(hostile);
    out.say(hostile);
    out.document({ hostile });
  }
  vi.restoreAllMocks();
  expect(said).toHaveLength(8);
  expect(said.join('')).not.toMatch(obeyed);
});

test('what a disk holds has no second line of its own in what is said of it', () => {
  const scan = quiet('deep', [], {
    findings: [finding('f', { title: `x\ny${hostile}`, why: `w\n${hostile}`, evidence: [{ source: 's\n', line: 'l\n', meaning: 'm\n' }] })],
    unknown: [{ id: 'u', reason: `r\n${hostile}`, cure: '' }],
  });
  expect(renderScan(scan, output)).not.toMatch(/^[ylw]/m);
});

/** Entries that write to the process's own streams: the filter, what asks, and words that are ours alone. */
const writers = [
  'hosts/cli/ask-secret.ts',
  'hosts/cli/commands/schema.ts',
  'hosts/cli/index.ts',
  'hosts/cli/output.ts',
  'hosts/electron/desktop.ts',
  'hosts/electron/index.ts',
  // Its standard error is a pipe to whoever started it, who says it through the filter.
  'hosts/worker/index.ts',
];

test('nobody else writes to a terminal', () => {
  const files = globSync('**/*.ts', { cwd: join(repo, 'src-main') }).map((file) => file.replaceAll('\\', '/'));
  const found = files.filter((file) =>
    /(?:stdout|stderr)\.write\(|console\.(?:log|error|warn|info)\(/.test(readFileSync(join(repo, 'src-main', file), 'utf8')),
  );
  expect(found.toSorted()).toEqual(writers);
});
