import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunSummary } from '../../../src-shared/contract/run.js';
import type { Scan } from '../../../src-shared/contract/scan.js';
import { makeReport, type ReportInput } from '../../../src-main/core/report/report.js';

function input(host: string, line: string, by = 'alice'): ReportInput {
  const evidence = [{ source: '/home/alice/.cache', line, meaning: 'it means something' }];
  const scan: Scan = {
    v: 1,
    type: 'scan',
    scan: { id: '1', startedAt: '2026-11-22T10:00:00.000Z', durationMs: 1, host, os: 'linux', root: '/' },
    summary: { urgent: 0, soon: 1, checked: 1, unread: 0 },
    facts: { 'user-caches': { known: true, value: { folder: '/home/alice/.cache' }, evidence } },
    findings: [{ id: 'f', severity: 'warning', title: `On ${host} of alice`, why: '<b>why</b>', evidence, routines: ['r'] }],
    unknown: [],
  };
  const run: RunSummary = {
    id: '20261122-100000-0000aa',
    store: 'machine',
    state: 'finished',
    startedAt: '2026-11-22T10:00:00.000Z',
    by,
    root: '/',
    cancelled: false,
    undone: false,
    routines: [],
    steps: [],
    head: 'abc',
  };
  return { scan, compare: null, changes: null, runs: [run], version: '0', madeAt: new Date(0) };
}
const formats = ['html', 'json', 'csv'] as const;

test.each(formats)('%s: host, users, homes and secrets are hidden; the rest stays', (format) => {
  const text = makeReport(input('bobs-pc', 'password=hunter2 and more'), format, true);
  for (const hidden of ['bobs-pc', 'alice', 'hunter2']) expect(text).not.toContain(hidden);
  expect(text).toContain('USER1');
});

test.each(formats)('%s: without redaction everything is there', (format) => {
  const text = makeReport(input('bobs-pc', 'a line'), format, false);
  expect(text).toContain('bobs-pc');
});

test('a secret at the end of a line takes nothing else of the report with it', () => {
  const report = JSON.parse(makeReport(input('pc', 'token=hunter2'), 'json', true)) as { scan: Scan };
  expect(report.scan.findings[0]?.evidence[0]).toEqual({
    source: '/home/USER1/.cache',
    line: 'token=[hidden]',
    meaning: 'it means something',
  });
});

test.each(['scan', 'id', 'title', 'a', 'warning', 'findings', 'v', '$&', '.*', 'USER1'])(
  'a host or user called %j does not take the report apart',
  (name) => {
    for (const format of formats) expect(() => makeReport(input(name, 'x', name), format, true)).not.toThrow();
    const report = JSON.parse(makeReport(input(name, 'x', name), 'json', true)) as { scan: Scan; runs: RunSummary[] };
    expect(report.scan.summary).toEqual({ urgent: 0, soon: 1, checked: 1, unread: 0 });
    expect(report.scan.findings).toHaveLength(1);
    expect(report.runs[0]?.head).toBe('abc');
  },
);

test('whatever the texts: a redacted report is whole', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (host, line, by) => {
      const report = JSON.parse(makeReport(input(host, line, by), 'json', true)) as { scan: Scan };
      expect(report.scan.findings[0]?.evidence).toHaveLength(1);
    }),
  );
});

test('a page shows names as text, never as markup', () => {
  const text = makeReport(input('<script>alert(1)</script>', '"><img src=x>'), 'html', false);
  expect(text).not.toContain('<script>');
  expect(text).not.toContain('<img');
  expect(text).toContain('&lt;script&gt;');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('a field that a spreadsheet would run is text: %j', (formula) => {
  const made = input('pc', 'x');
  const finding = { ...made.scan.findings[0], title: formula } as Scan['findings'][number];
  const text = makeReport({ ...made, scan: { ...made.scan, findings: [finding] } }, 'csv', false);
  expect(text).toContain(`"'${formula}"`);
});
