import { expect, test } from 'vitest';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { FactReadings } from '../../../src-main/core/facts/index.js';
import { allChecks } from '../../../src-main/core/scan/checks/index.js';
import { known, notKnown } from '../../fakes/fake-catalogue.js';

/** What a check says of one fact; all others are unread. */
function look(id: string, facts: Record<string, ReadingOf<unknown>>): string {
  const check = allChecks.find((candidate) => candidate.id === id);
  if (!check) throw new Error(`no check ${id}`);
  const unread = Object.fromEntries(check.reads.map((fact) => [fact, notKnown()]));
  const result = check.look({ ...unread, ...facts } as unknown as FactReadings);
  return result === null ? 'fine' : `${result.severity}: ${result.title}`;
}

const age = (listsDays: number | null, upgradeDays: number | null) => ({ 'update-age': known({ listsDays, upgradeDays }) });
const signs = (...disks: object[]) => ({
  'disk-signs': known(disks.map((disk) => ({ name: 'sda', rotational: true, state: 'running', celsius: null, limit: null, ...disk }))),
});
const crashes = (system: number, programs: string[]) => ({
  crashes: known({
    system: Array.from({ length: system }, (_, at) => ({ file: '', at })),
    programs: programs.map((program) => ({ program, at: 1, signal: 11 })),
    notRead: [],
  }),
});
const start = (seconds: number) => ({ 'start-up': known({ seconds, parts: {}, slowest: [{ unit: 'net.service', seconds: 41 }] }) });
const memory = (slots: number, ...speeds: number[]) => ({
  'memory-modules': known({ slots, modules: speeds.map((speed) => ({ speed })) }),
});

test.each<[string, Record<string, ReadingOf<unknown>>, string | RegExp]>([
  ['updates-old', age(1, 60), 'fine'],
  ['updates-old', age(1, 61), /^warning: .*installed 61 days ago/],
  ['updates-old', age(61, null), /^warning: .*for 61 days/],
  ['updates-old', age(2, null), 'fine'],
  ['updates-waiting', { 'updates-pending': known([]) }, 'fine'],
  ['updates-waiting', { 'updates-pending': known([{ security: null }]) }, 'info: 1 update waits.'],
  ['updates-waiting', { 'updates-pending': known([{ security: true }, { security: false }]) }, /^warning: 2 updates wait, 1 /],
  ['crashes-recent', crashes(0, []), 'fine'],
  ['crashes-recent', crashes(1, []), /^warning: The system crashed 1 time/],
  ['crashes-recent', crashes(3, ['/x']), /^critical: The system crashed 3 times.*week: \/x\.$/],
  ['crashes-recent', crashes(0, ['/x', '/y']), /^info: /],
  ['crashes-recent', crashes(0, ['/x', '/x', '/x']), /^warning: /],
  ['boot-slow', start(60), 'fine'],
  ['boot-slow', start(75.4), 'info: The last start took 75 seconds. net.service took 41 s of it.'],
  ['firewall-off', { firewall: known({ on: true, by: 'nftables' }) }, 'fine'],
  ['firewall-off', { firewall: known({ on: false, by: 'nftables' }) }, /^info: /],
  [
    'wifi-weak',
    {
      wireless: known([
        { name: 'wlan0', dbm: -74 },
        { name: 'wlan1', dbm: null },
      ]),
    },
    'fine',
  ],
  ['wifi-weak', { wireless: known([{ name: 'wlan0', dbm: -75 }]) }, /^warning: wlan0 .* -75 dBm/],
  ['memory-mixed', memory(4, 3200, 3200), 'fine'],
  ['memory-mixed', memory(1, 3200), 'fine'],
  ['memory-mixed', memory(2, 3200), /^info: One memory module in 2 slots/],
  ['memory-mixed', memory(2, 3200, 2666), /^info: .*3200, 2666/],
  ['disk-worn', { 'disk-wear': known([{ name: 'nvme0n1', usedPercent: 79 }]) }, 'fine'],
  ['disk-worn', { 'disk-wear': known([{ name: 'nvme0n1', usedPercent: 80 }]) }, 'warning: nvme0n1 has used 80 % of its rated life.'],
  ['disk-worn', signs({ lifeUsed: 70, spareState: 1 }), 'fine'],
  ['disk-worn', signs({ lifeUsed: 90, spareState: 2 }), /^warning: /],
  ['disk-worn', signs({ lifeUsed: null, spareState: 3 }), /^critical: sda has used most spare blocks/],
  ['disk-hot', signs({ celsius: 49 }, { rotational: false, celsius: 64 }), 'fine'],
  ['disk-hot', signs({ celsius: 50 }), 'warning: sda has 50 °C.'],
  ['disk-hot', signs({ celsius: 60 }), /^critical/],
  ['disk-hot', signs({ rotational: false, celsius: 70, limit: 84 }), /^warning/],
  ['disk-hot', signs({ rotational: false, celsius: 85, limit: 84 }), /^critical/],
  ['disk-offline', signs({ state: 'running' }, { state: 'live' }, { state: '' }), 'fine'],
  ['disk-offline', signs({ state: 'dead' }), 'critical: sda is dead.'],
])('%s: %j', (id, facts, says) => {
  if (typeof says === 'string') expect(look(id, facts)).toBe(says);
  else expect(look(id, facts)).toMatch(says);
});

test('what could not be read says nothing, in every check', () => {
  for (const check of allChecks) expect(look(check.id, {})).toBe('fine');
});
