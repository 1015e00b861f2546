import { expect, test } from 'vitest';
import { Value } from 'typebox/value';
import type { Reading } from '../../../src-shared/contract/fact.js';
import { MachineChanges } from '../../../src-shared/contract/machine-changes.js';
import type { Finding, Scan } from '../../../src-shared/contract/scan.js';
import type { Evidence } from '../../../src-shared/contract/words.js';
import { compareScans, isWholeScan } from '../../../src-main/core/scan/compare.js';

const fact = (value: unknown, ...lines: string[]): Reading => ({
  known: true,
  value,
  evidence: lines.map((line) => ({ source: 'here', line, meaning: '' })),
});
const lines = (before: Evidence, after: Evidence) => ({ kind: 'lines', before, after });
const unread = (code: 'needs-elevation' | 'missing-tool'): Reading => ({ known: false, code, reason: `${code}!`, cure: '' });
const finding = (id: string, severity: Finding['severity'] = 'warning'): Finding => ({
  id,
  severity,
  title: `${id} is`,
  why: '',
  evidence: [],
  routines: [],
});

function scan(id: string, facts: Record<string, Reading>, ...findings: Finding[]): Scan {
  const about = { id, startedAt: `2026-11-2${id}T10:00:00.000Z`, durationMs: 1, host: 'pc', os: 'linux', root: '/' };
  return { v: 1, type: 'scan', scan: about, summary: { urgent: 0, soon: 0, checked: 0, unread: 0 }, facts, findings, unknown: [] };
}

const reads: Record<string, string[]> = { hosts: ['hosts-file'], disk: ['disk-health', 'kernel-log'] };
const compare = (from: Scan, to: Scan) => {
  const changes = compareScans(from, to, (id) => reads[id]);
  expect([...Value.Errors(MachineChanges, changes)]).toEqual([]);
  return changes;
};

test('findings that went and came, and those that got worse', () => {
  const facts = { 'hosts-file': fact(1), 'kernel-log': fact(1), 'disk-health': unread('needs-elevation') };
  const changes = compare(scan('1', facts, finding('hosts'), finding('disk', 'warning')), scan('2', facts, finding('disk', 'critical')));
  expect(changes.gone.map(({ id, severity }) => [id, severity])).toEqual([
    ['hosts', 'warning'],
    ['disk', 'warning'],
  ]);
  expect(changes.new).toEqual([{ id: 'disk', severity: 'critical', title: 'disk is' }]);
  expect(changes.uncompared).toEqual([]);
});

test('what the other scan did not look at is neither gone nor new', () => {
  const [with_, without] = [{ 'hosts-file': fact(1) }, {}];
  expect(compare(scan('1', with_, finding('hosts')), scan('2', without))).toMatchObject({
    gone: [],
    uncompared: [{ id: 'hosts', seenIn: 'from' }],
  });
  expect(compare(scan('1', without), scan('2', with_, finding('hosts')))).toMatchObject({
    new: [],
    uncompared: [{ id: 'hosts', seenIn: 'to' }],
  });
  expect(compare(scan('1', with_, finding('of-an-older-version')), scan('2', with_))).toMatchObject({ gone: [], uncompared: [{}] });
  const rights = { 'hosts-file': unread('needs-elevation') };
  expect(compare(scan('1', with_, finding('hosts')), scan('2', rights)).uncompared).toHaveLength(1);
});

test('facts: one line before and after; what only one scan read, or had no right to read, is left out', () => {
  const from = { zone: fact('a', 'Rome', 'same'), gone: fact(1), rights: fact(1), tool: fact(1, 'was read'), same: fact({ a: 1 }, 'x') };
  const to = {
    zone: fact('b', 'same', 'Oslo', 'more'),
    rights: unread('needs-elevation'),
    tool: unread('missing-tool'),
    same: fact({ a: 1 }, 'y'),
  };
  expect(compare(scan('1', from), scan('2', to)).facts).toEqual([
    {
      id: 'tool',
      before: 'here: was read',
      after: 'missing-tool!',
      parts: lines({ source: 'here', line: 'was read', meaning: '' }, { source: '', line: 'missing-tool!', meaning: '' }),
      more: 0,
      momentary: false,
    },
    {
      id: 'zone',
      before: 'here: Rome',
      after: 'here: Oslo',
      parts: lines({ source: 'here', line: 'Rome', meaning: '' }, { source: 'here', line: 'Oslo', meaning: '' }),
      more: 1,
      momentary: false,
    },
  ]);
});

test('facts: where the lines say the same, the member that differs; what moves by itself is none', () => {
  const from = { identity: fact({ upSeconds: 5, cores: 4 }), memory: fact({ free: 1 }, '1 GB'), units: fact({ list: ['a', 'b'] }) };
  const to = { identity: fact({ upSeconds: 9, cores: 4 }), memory: fact({ free: 2 }, '2 GB'), units: fact({ list: ['a', 'c'] }) };
  expect(compare(scan('1', from), scan('2', to)).facts).toMatchObject([
    { id: 'memory', before: 'here: 1 GB', after: 'here: 2 GB', more: 0, momentary: true },
    {
      id: 'units',
      before: 'list: b',
      after: 'list: c',
      parts: { kind: 'member', member: 'list', before: 'b', after: 'c' },
      momentary: false,
    },
  ]);
});

test('room on a disk counts in whole percent', () => {
  const room = (freeBytes: number): Record<string, Reading> => ({
    'file-systems': fact([{ mount: '/', freeBytes, totalBytes: 1000 }], `${freeBytes} free`),
  });
  expect(compare(scan('1', room(500)), scan('2', room(501))).facts).toEqual([]);
  expect(compare(scan('1', room(500)), scan('2', room(400))).facts).toMatchObject([{ before: 'here: 500 free', after: 'here: 400 free' }]);
});

test('only a scan of the whole running machine is compared', () => {
  const whole = scan('1', { identity: fact(1) });
  expect(isWholeScan(whole)).toBe(true);
  expect(isWholeScan(scan('1', { 'hosts-file': fact(1) }))).toBe(false);
  expect(isWholeScan({ ...whole, symptom: { name: 'slow', rungs: [] } })).toBe(false);
  expect(isWholeScan({ ...whole, scan: { ...whole.scan, root: '/mnt' } })).toBe(false);
});
