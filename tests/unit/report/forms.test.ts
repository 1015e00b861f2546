import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { reportStyle } from '../../../src-shared/report-style.js';
import type { ReportInput } from '../../../src-main/core/report/input.js';
import { makeReport } from '../../../src-main/core/report/report.js';
import { fakeInput, fakeJob, fakeRun, fakeScan, finding } from '../../fakes/fake-report.js';

const run = '20261122-110000-0000aa';
const logo = 'data:image/png;base64,iVBORw0KGgo=';

function whole(language: 'en' | 'de', text = 'x'): ReportInput {
  const at = '2026-11-22T10:00:00.000Z';
  const evidence = Array.from({ length: 12 }, (_none, index) => ({ source: `line ${index}`, line: text, meaning: text }));
  const details = {
    ticket: '4711',
    customer: text,
    technician: text,
    complaint: text,
    accessories: text,
    handTests: [{ name: text, result: 'failed' as const, note: text }],
    declined: [{ what: text, risk: text }],
    minutes: 45,
    parts: [{ name: text, price: text }],
    data: text,
  };
  return fakeInput({
    language,
    scan: fakeScan('s2', '2026-11-22T12:00:00.000Z', {
      findings: [finding('f', { title: text, evidence })],
      unknown: [{ id: 'u', reason: text, cure: text }],
    }),
    compare: fakeScan('s1', at),
    runs: [fakeRun(run, '2026-11-22T11:00:00.000Z', 'r', 'repaired')],
    job: fakeJob({ runs: [run], notes: [{ at, text }] }, details),
    consents: [{ run, digest: 'd', by: text, at }],
    shop: { name: text, address: text, phone: text, email: text, logo },
  });
}

/** Headings in their order, without what stands in them. */
function headings(html: string): string[] {
  return [...html.matchAll(/<h([12])>(.*?)<\/h\1>/g)].map((match) => match[2] ?? '');
}

test('HTML: page 1 for the customer, page 2 for the technician, in the promised order', () => {
  const html = makeReport(whole('en'), 'html', false);
  expect(headings(html)).toEqual([
    'Report',
    'Device',
    'Complaint',
    'Result',
    'Measured before and after',
    'What was done, and until when it can be undone',
    'What was not done, and the risk',
    'Tests by hand',
    'Work and parts',
    'Your data',
    'Consent',
    'For the technician',
    'Scans',
    'Runs',
    'Findings and evidence',
    'What could not be read',
    'Notes',
  ]);
  expect(html.match(/<section class="result">.*?<\/section>/s)?.[0].match(/<p>/g)).toHaveLength(3);
  expect(html).toContain(`<code>rescuepc undo ${run}</code>`);
  expect(html).toContain('deletes none by itself');
  expect(html).toContain(`Journal head: <code>${'a'.repeat(64)}</code>`);
  expect(html).toMatch(/class="signatures"><p>Place, date<\/p><p>Customer<\/p><p>Technician<\/p>/);
  expect(html).toContain('and 4 more lines');
  expect(html).toContain('Not measured at either time: Free room, /, ');
});

test('long lists: page 1 has what is urgent and says where the rest is, page 2 has all of it', () => {
  const findings = Array.from({ length: 9 }, (_none, index) => finding(`f${index}`, { severity: index === 8 ? 'critical' : 'warning' }));
  const runs = Array.from({ length: 6 }, (_none, index) =>
    fakeRun(`run-${index}`, `2026-11-22T11:0${index}:00.000Z`, `r${index}`, 'repaired'),
  );
  const html = makeReport({ ...whole('en'), scan: fakeScan('s2', '2026-11-22T12:00:00.000Z', { findings }), runs }, 'html', false);
  const [first = '', second = ''] = html.split('<article class="technician"');
  const countOf = (page: string, word: string): number => page.split(word).length - 1;
  expect([countOf(first, 'Found: '), countOf(first, 'Repair r'), countOf(first, 'rescuepc undo')]).toEqual([2, 2, 0]);
  expect(first).toContain('Found: f8');
  expect(first).toContain('and 4 more, from page 2 on');
  for (const { title } of findings) expect(second).toContain(`<strong>${title}</strong>`);
  for (const { id } of runs) expect(second).toContain(`rescuepc undo ${id}`);
});

test('German has the same parts, in German, with German dates', () => {
  const [english, german] = [makeReport(whole('en'), 'html', false), makeReport(whole('de'), 'html', false)];
  expect(headings(german)).toHaveLength(headings(english).length);
  expect(headings(german).filter((heading) => headings(english).includes(heading))).toEqual([]);
  expect(german).toContain('<html lang="de">');
  expect(german).toMatch(/22\. November 2026/);
});

test('nothing is left unsaid: an empty job and no scan still make a whole page', () => {
  const empty = {
    complaint: ' ',
    handTests: [{ name: '', result: 'failed' as const, note: ' ' }],
    declined: [{ what: '', risk: '' }],
    parts: [{ name: ' ', price: '' }],
  };
  const html = makeReport(fakeInput({ scan: null, job: fakeJob({}, empty) }), 'html', false);
  for (const words of [
    'The device was not read.',
    'No complaint was noted.',
    'not examined with this program',
    'changed nothing',
    'Of what was found nothing is left over; but not all',
    'Nothing was noted about your data',
  ])
    expect(html).toContain(words);
  expect(html).not.toMatch(/undefined|null|NaN/);
});

test('"nothing is left over" is said only of a whole look after the last change in which everything was read', () => {
  const at = '2026-11-22T12:00:00.000Z';
  const whole = fakeScan('s2', at);
  const part = { ...whole, scan: { ...whole.scan, scope: 'quick' as const } };
  const unread = fakeScan('s2', at, { unknown: [{ id: 'u', reason: '', cure: '' }] });
  const said = (more: Partial<ReportInput>): boolean => makeReport(fakeInput(more), 'html', false).includes('Nothing is left over.');
  expect(said({ scan: whole })).toBe(true);
  for (const less of [{ scan: part }, { scan: unread }, { scan: null }, { scan: whole, changedSince: true }])
    expect(said(less)).toBe(false);
});

test('a look that is older than the last change is shown, and said to be', () => {
  const runs = [fakeRun(run, '2026-11-22T11:00:00.000Z', 'r', 'repaired')];
  const input = fakeInput({ compare: fakeScan('s1', '2026-11-22T10:00:00.000Z'), runs });
  const words = 'Something was changed after the last of these examinations.';
  expect(makeReport({ ...input, changedSince: true }, 'html', false)).toContain(words);
  expect(makeReport(input, 'html', false)).not.toContain(words);
});

test('runs that could not be read are said, and "changed nothing" is not', () => {
  const html = makeReport(fakeInput({ unreadable: ['Run x is damaged.'] }), 'html', false);
  expect(html).toContain('What was done in 1 run could not be read.');
  expect(html).not.toMatch(/changed nothing|No change was made/);
  expect(makeReport(fakeInput(), 'html', false)).toMatch(/changed nothing[\s\S]*No change was made/);
});

test('what cannot be taken back has no command to do it', () => {
  const [step] = fakeRun(run, '2026-11-22T11:00:00.000Z', 'r', 'repaired').steps;
  const steps = step ? [{ ...step, reversibility: { level: 'none' as const, why: 'data moves forward' } }] : [];
  const input = fakeInput({ runs: [fakeRun(run, '2026-11-22T11:00:00.000Z', 'r', 'repaired', { steps })] });
  for (const form of ['html', 'json', 'csv'] as const) expect(makeReport(input, form, false)).not.toContain('rescuepc undo');
});

test('self-contained: no script, nothing from outside, one style that the policy names by its hash', () => {
  const html = makeReport(whole('en'), 'html', false);
  const hash = createHash('sha256').update(reportStyle).digest('base64');
  expect(html).toContain(`style-src 'sha256-${hash}'`);
  expect(html.match(/<style>(.*?)<\/style>/s)?.[1]).toBe(reportStyle);
  expect(html).not.toMatch(/<script|<link|<iframe|style=|\bon\w+=|url\(|unsafe/i);
  expect([...html.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1])).toEqual([logo]);
  // A page in which the policy's own text could end the attribute, or the style element, would be none.
  expect(reportStyle).not.toContain('<');
});

test.each(['<script>alert(1)</script>', '"><img src=x>', "'; DROP", '&lt;b&gt;', '</style><b>'])(
  'names are text, never markup: %s',
  (text) => {
    const html = makeReport(whole('en', text), 'html', false);
    expect(html).not.toMatch(/<script|<img src=x|<b>/);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
  },
);

test('CSV: one line of names and one line a report, in stable columns', () => {
  const [names, line, ...rest] = makeReport(whole('en', 'a "quoted" word'), 'csv', false).split('\r\n');
  expect(rest).toEqual(['']);
  const columns = (names ?? '').split(',').map((name) => name.slice(1, -1));
  const promised =
    'made_at job ticket customer technician opened_at closed_at complaint host model serial system minutes parts urgent_before urgent_after ' +
    'soon_before soon_after unread_before unread_after room_bytes_before room_bytes_after memory_bytes_before memory_bytes_after ' +
    'start_seconds_before start_seconds_after failed_services_before failed_services_after repairs_done repairs_failed ' +
    'repairs_taken_back left_over declined result scans runs journal_heads';
  expect(columns).toEqual(promised.split(' '));
  const fields = [...(line ?? '').matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map((match) => match[1]?.replaceAll('""', '"'));
  expect(fields).toHaveLength(columns.length);
  const at = (name: string): string | undefined => fields[columns.indexOf(name)];
  expect([at('ticket'), at('customer'), at('soon_before'), at('soon_after'), at('repairs_done'), at('left_over'), at('runs')]).toEqual([
    '4711',
    'a "quoted" word',
    '0',
    '1',
    '1',
    '2',
    run,
  ]);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('a field that a spreadsheet would run is text: %j', (formula) => {
  expect(makeReport(whole('en', formula), 'csv', false)).toContain(`"'${formula}"`);
});
