import { expect, test } from 'vitest';
import type { Scan } from '../../../src-shared/contract/scan.js';
import { proposed } from '../../../src-renderer/features/findings/proposed.js';
import { inventoryText, linesFitting } from '../../../src-renderer/features/hardware/inventory.js';
import { formatFor } from '../../../src-renderer/ui/format.js';

const scan: Scan = {
  v: 1,
  type: 'scan',
  scan: { id: 'a', startedAt: '2026-01-01T00:00:00.000Z', durationMs: 1, host: 'h', os: 'linux', root: '/' },
  summary: { urgent: 0, soon: 0, checked: 0, unread: 0 },
  facts: {},
  findings: [
    { id: 'x', severity: 'critical', title: '', why: '', evidence: [], routines: ['x', 'x=1'] },
    { id: 'y', severity: 'info', title: '', why: '', evidence: [], routines: ['y'] },
    { id: 'z', severity: 'warning', title: '', why: '', evidence: [], routines: [] },
  ],
  unknown: [],
};

test('the plan begins with repairs of what is urgent or soon, each once, and where a ladder breaks', () => {
  expect(proposed(scan)).toEqual(['x']);
  const rung = { title: '', says: '', evidence: [], routines: ['x', 'r'] };
  const rungs = [
    { ...rung, state: 'breaks' as const },
    { ...rung, state: 'fine' as const, routines: ['never'] },
  ];
  expect(proposed({ ...scan, symptom: { name: 'slow', rungs } })).toEqual(['x', 'r']);
});

test('the inventory is searched by words, and copied with what was read', () => {
  const known = {
    known: true as const,
    value: null,
    evidence: [
      { source: 'sda', line: '1 TB', meaning: 'a disk' },
      { source: 'sdb', line: '2 TB', meaning: 'a disk' },
    ],
  };
  expect(linesFitting('Disks', known, 'sdb').map(({ source }) => source)).toEqual(['sdb']);
  expect(linesFitting('Disks', known, 'disks')).toHaveLength(2);
  expect(linesFitting('Disks', known, 'none')).toEqual([]);
  expect(inventoryText(new Map([['disks', 'Disks']]), { disks: known })).toBe('Disks\n  sda: 1 TB (a disk)\n  sdb: 2 TB (a disk)');
});

test('sizes, durations and dates in both languages', () => {
  const [en, de] = [formatFor('en'), formatFor('de')];
  expect([en.bytes(0), en.bytes(999), en.bytes(1_500_000), en.bytes(83_527_569_408)].map(plain)).toEqual([
    '0 byte',
    '999 byte',
    '1.5 MB',
    '84 GB',
  ]);
  expect(plain(de.bytes(1_500_000))).toBe('1,5 MB');
  expect(plain(en.duration(192))).toBe('3 mins 12 secs');
  expect(plain(de.duration(90_061))).toMatch(/^1 Tg?\.? 1 Std\.$/);
  expect(en.dateTime('not a date')).toBe('not a date');
});

/** Intl puts narrow and no-break spaces between number and unit. */
function plain(text: string): string {
  return text.replaceAll(/[  ]/g, ' ');
}
