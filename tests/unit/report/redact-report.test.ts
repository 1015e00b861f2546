import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunSummary } from '../../../src-shared/contract/run.js';
import type { Scan } from '../../../src-shared/contract/scan.js';
import type { ReportInput } from '../../../src-main/core/report/input.js';
import { makeReport } from '../../../src-main/core/report/report.js';
import { factOf, fakeInput, fakeJob, fakeRun, fakeScan, finding } from '../../fakes/fake-report.js';

const formats = ['html', 'json', 'csv'] as const;
const runId = '20261122-100000-0000aa';

/** One text that stands everywhere a text can stand. */
function planted(text: string, host = 'bobs-pc', by = 'alice'): ReportInput {
  const evidence = [{ source: '/home/alice/.cache', line: text, meaning: text }];
  const base = fakeScan('s1', '2026-11-22T09:30:00.000Z', {
    findings: [finding('f', { title: text, why: text, evidence })],
    facts: {
      identity: factOf({ model: 'Model 1', serial: 'PF1XYZ9', system: 'Debian 13' }, text),
      wireless: factOf([{ name: 'wlan0', ssid: 'CastleNet' }]),
      accounts: factOf({ people: ['berta'] }),
      'user-caches': factOf({ berta: { folder: '/home/alice/.cache', text } }, text),
    },
    unknown: [{ id: 'u', reason: text, cure: text }],
  });
  const scan = { ...base, scan: { ...base.scan, host } };
  const run = fakeRun(runId, '2026-11-22T10:00:00.000Z', 'f', 'not-repaired', { by });
  const [routine] = run.routines;
  const runs: RunSummary[] = [
    {
      ...run,
      routines: routine ? [{ ...routine, title: text, before: { ...routine.before, summary: text, items: [] } }] : [],
      steps: run.steps.map((step) => ({ ...step, does: [text], commands: [['tool', text]] })),
    },
  ];
  const details = {
    ticket: text,
    customer: 'Carla Customer',
    technician: 'Tom Technician',
    complaint: text,
    accessories: text,
    handTests: [{ name: text, result: 'failed' as const, note: text }],
    declined: [{ what: text, risk: text }],
    parts: [{ name: text, price: text }],
    data: text,
  };
  const consents = [{ run: runId, digest: 'd', by: 'Carla Customer', at: '2026-11-22T10:00:00.000Z' }];
  const job = fakeJob({ runs: [runId], scans: ['s1'], consents, notes: [{ at: '2026-11-22T10:00:00.000Z', text }] }, details);
  const shop = { name: 'The Shop', address: 'Main Street 1', phone: '030 1234567', email: 'shop@example.org', logo: '' };
  return fakeInput({ scan, runs, job, consents, shop });
}

const secrets: readonly [string, string][] = [
  ['customer', 'Carla Customer'],
  ['family name alone', 'Ms Customer called'],
  ['user from a path', 'alice'],
  ['user from the accounts', 'berta'],
  ['home folder', '/home/alice/Documents'],
  ['home on macOS', '/Users/claude/Library'],
  ['host', 'bobs-pc'],
  ['serial', 'PF1XYZ9'],
  ['serial by its word', 'Serial Number: 9ABC123X'],
  ['Wi-Fi from a fact', 'CastleNet'],
  ['Wi-Fi by its word', 'connected, SSID: "Grandma 5G" now'],
  ['e-mail', 'carla@example.net'],
  ['IPv4', '192.168.178.23'],
  ['IPv6', 'fe80::1ff:fe23:4567:890a'],
  ['IPv6 in full', '2001:0db8:85a3:0000:0000:8a2e:0370:7334'],
  ['MAC', '3c:22:fb:9a:01:7e'],
  ['telephone', '+49 170 1234567'],
  ['password', 'password=hunter2'],
];
const hidden: readonly RegExp[] = [
  /Carla/,
  /Ms Customer/,
  /\balice\b/,
  /berta/,
  /claude/,
  /bobs-pc/,
  /PF1XYZ9/,
  /9ABC123X/,
  /CastleNet/,
  /Grandma/,
  /carla@/,
  /192\.168/,
  /fe80|890a/,
  /2001:|7334/,
  /3c:22/i,
  /170 1234567/,
  /hunter2/,
];

test.each(formats)('%s: a secret of any kind, planted everywhere, is nowhere', (format) => {
  const everything = planted(secrets.map(([, text]) => text).join(', '));
  const [open, text] = [makeReport(everything, format, false), makeReport(everything, format, true)];
  for (const pattern of hidden) {
    // The open report has it, so that its absence says something.
    if (format === 'json') expect(open).toMatch(pattern);
    expect(text).not.toMatch(pattern);
  }
});

test.each(formats)('%s: the shop, its technician, ids, times and hashes stay', (format) => {
  const text = makeReport(planted('x'), format, true);
  for (const kept of ['Tom Technician', runId, 'a'.repeat(64)]) expect(text).toContain(kept);
  if (format !== 'csv')
    for (const kept of ['The Shop', '030 1234567', 'shop@example.org']) expect(makeReport(planted('x'), 'html', true)).toContain(kept);
});

test.each([
  ['at 10:03:19 and 2026-11-22T10:00:00.000Z', 'at 10:03:19 and 2026-11-22T10:00:00.000Z'],
  ['version 6.12.57-1, libc6 2.41-12', 'version 6.12.57-1, libc6 2.41-12'],
  ['127.0.0.1 localhost', '127.0.0.1 localhost'],
  ['0.0.0.0 and ::1', '0.0.0.0 and ::1'],
  ['sshd.service: failed', 'sshd.service: failed'],
  ['std::string', 'std::string'],
  ['10.0.0.7:631', '[IP]:631'],
  ['12,345,678 bytes', '12,345,678 bytes'],
  ['0001 0002 0003 and 0010 0011 0012', '0001 0002 0003 and 0010 0011 0012'],
  ['modes 0644 0755', 'modes 0644 0755'],
  ['ring 030 12 34 56 or (0170) 1234567', 'ring [telephone] or [telephone]'],
  ['0049 170 1234567, +1 (555) 010-0123', '[telephone], [telephone]'],
])('what is nobody’s stays readable: %s', (text, shown) => {
  const report = JSON.parse(makeReport(planted(text), 'json', true)) as { scan: Scan };
  expect(report.scan.findings[0]?.evidence[0]?.line).toBe(shown);
});

test('a secret at the end of a line takes nothing else of the report with it', () => {
  const report = JSON.parse(makeReport(planted('token=hunter2'), 'json', true)) as { scan: Scan };
  expect(report.scan.findings[0]?.evidence[0]).toMatchObject({ source: '/home/USER1/.cache', line: 'token=[hidden]' });
});

test.each([
  'scan',
  'id',
  'title',
  'a',
  'warning',
  'findings',
  'v',
  '$&',
  '.*',
  'USER1',
  'open',
  'exact',
  'memory',
  'room',
  'failed',
  'user',
  'f',
])('a host or user called %j does not take the report apart', (name) => {
  for (const format of formats) expect(() => makeReport(planted('x', name, name), format, true)).not.toThrow();
  const html = makeReport(planted('x', name, name), 'html', true);
  expect(html).not.toContain('undefined');
  const report = JSON.parse(makeReport(planted('x', name, name), 'json', true)) as { scan: Scan; runs: RunSummary[] };
  expect(report.scan.summary).toEqual({ urgent: 0, soon: 1, checked: 10, unread: 1 });
  expect(report.scan.findings).toHaveLength(1);
  expect(report.runs[0]?.head).toBe('a'.repeat(64));
});

test('whatever the texts: a redacted report is whole', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (host, line, by) => {
      const report = JSON.parse(makeReport(planted(line, host, by), 'json', true)) as { scan: Scan };
      expect(report.scan.findings[0]?.evidence).toHaveLength(1);
    }),
  );
});
