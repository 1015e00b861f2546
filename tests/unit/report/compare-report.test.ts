import { expect, test } from 'vitest';
import type { Reading } from '../../../src-shared/contract/fact.js';
import type { RunSummary } from '../../../src-shared/contract/run.js';
import type { Scan } from '../../../src-shared/contract/scan.js';
import { compareScans } from '../../../src-main/core/scan/compare.js';
import { makeReport } from '../../../src-main/core/report/report.js';

const at = (minute: number): string => `2026-11-22T10:${String(minute).padStart(2, '0')}:00.000Z`;

function scan(minute: number, findings: readonly string[], facts: Readonly<Record<string, Reading>>): Scan {
  return {
    v: 1,
    type: 'scan',
    scan: { id: String(minute), startedAt: at(minute), durationMs: 1, host: 'pc', os: 'linux', root: '/' },
    summary: { urgent: 0, soon: 0, checked: 0, unread: 0 },
    facts: { ...facts },
    findings: findings.map((id) => ({ id, severity: 'warning', title: `Title of ${id}`, why: '', evidence: [], routines: [] })),
    unknown: [],
  };
}

function run(minute: number, state: 'done' | 'restored'): RunSummary {
  const step = { routine: 'r', step: '1.1', title: `Step at ${minute}`, does: ['edit <x>'], commands: [['dpkg', '-a']], state };
  return {
    id: `run-${minute}`,
    store: 'machine',
    state: 'finished',
    startedAt: at(minute),
    by: 'root',
    root: '/',
    cancelled: false,
    undone: false,
    routines: [],
    steps: [{ ...step, reversibility: { level: 'exact', why: '' } }],
    head: '',
  };
}

const line = (text: string): Reading => ({ known: true, value: text, evidence: [{ source: '/etc/x', line: text, meaning: '' }] });
const unread: Reading = { known: false, code: 'needs-elevation', reason: 'only root', cure: '' };

const before = scan(10, ['fixed', 'unseen'], { fixed: line('bad'), unseen: line('bad') });
const after = scan(20, ['fresh'], { fixed: line('good'), unseen: unread, fresh: line('bad') });
const changes = compareScans(before, after, (id) => [id]);
const runs = [run(5, 'done'), run(15, 'done'), run(16, 'restored'), run(25, 'done')];
const report = (format: 'html' | 'csv' | 'json'): string =>
  makeReport({ scan: after, compare: before, changes, runs, version: '0', madeAt: new Date(0) }, format, false);

test('html: findings first; then what was us, and what is otherwise whoever did it', () => {
  const page = report('html');
  const [found = '', compared = ''] = page.split('<h2>Since');
  expect(found).toContain('Title of fresh');
  const [ours = '', machine = ''] = compared.split('whoever did it');
  expect(ours).toContain('Step at 15 <i>(run run-15, undo: exact)</i><br>edit &lt;x&gt;<br><code>dpkg -a</code>');
  for (const other of ['Step at 5', 'Step at 16', 'Step at 25']) expect(ours).not.toContain(other);
  expect(machine).toMatch(/No longer found<\/h4><ul><li>Title of fixed<\/li><\/ul>/);
  expect(machine).toMatch(/Newly found<\/h4><p>None/);
  // Nobody looked: it is neither gone nor new.
  const [, unclear = ''] = machine.split('Not compared');
  for (const title of ['Title of fresh', 'Title of unseen']) expect(unclear).toContain(title);
  expect(machine).toContain('/etc/x: bad');
});

test('csv and json tell the same changes', () => {
  expect(report('csv')).toMatch(/"changed","fixed","2026-11-22T10:20:00.000Z","gone","Title of fixed"/);
  expect(report('csv')).toMatch(/"changed","unseen","2026-11-22T10:10:00.000Z","not compared"/);
  expect(JSON.parse(report('json'))).toMatchObject({ changes: { gone: [{ id: 'fixed' }] } });
});
