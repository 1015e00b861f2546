import { expect, test } from 'vitest';
import { allRoutines } from '../../../src-main/core/routines/index.js';
import { allFacts } from '../../../src-main/core/facts/index.js';
import { lampsOf } from '../../../src-main/core/overview/lamps.js';
import { createCatalogue, withNotAsked } from '../../../src-main/core/repair/catalogue.js';
import { anySshdConfig } from '../../../src-main/core/routines/linux/any-sshd-config.js';
import { judgeScan } from '../../../src-main/core/scan/scan.js';
import type { Reading } from '../../../src-shared/contract/fact.js';
import { known, notKnown } from '../../fakes/fake-catalogue.js';

const catalogue = createCatalogue(allRoutines, allFacts);
const about = { id: 's', startedAt: '', durationMs: 1, host: 'h', os: 'linux', root: '/' };
const unreadOf = (readings: Record<string, Reading>) => judgeScan(catalogue, allRoutines, [], readings, about).unknown;

test('a diagnosis that cannot tell, although its fact was read, is named among what is unread', () => {
  const jobs = { jobs: 0, suspects: [], unread: ['/var/spool/cron/crontabs'] };
  expect(unreadOf({ 'cron-jobs': known(jobs) })).toMatchObject([
    { id: 'any-cron-leftover', reason: expect.stringContaining('/var/spool/cron/crontabs') },
  ]);
});

test('an unread fact is named once, and what was not asked for is not missed', () => {
  expect(unreadOf({ 'cron-jobs': notKnown() })).toMatchObject([{ id: 'cron-jobs' }]);
  expect(unreadOf({})).toEqual([]);
});

test('the lamp for data: one disk that was heard does not speak for another', () => {
  const disk = { name: '/dev/sda', model: '', failing: false, warnings: [] };
  const lamp = (unread: readonly string[], more: Record<string, Reading> = {}) => {
    const readings = { 'disk-health': known({ disks: [disk], unread }), 'disk-signs': known([]), ...more };
    const rest = { raid: notKnown('not-applicable'), 'kernel-log': known([]), 'disk-wear': notKnown('not-applicable') };
    return lampsOf(withNotAsked(allFacts, { ...rest, ...readings })).data;
  };
  expect(lamp([])).toMatchObject({ state: 'fine' });
  expect(lamp(['/dev/sdb'])).toMatchObject({ state: 'unread', reason: expect.stringContaining('/dev/sdb') });
  expect(lamp([], { raid: notKnown('failed') })).toMatchObject({ state: 'unread' });
});

test('ssh: settings that can be read are half the answer; whether it has to be started afresh is the other', () => {
  const config = known({ bad: [], noHostKeys: false });
  const outcome = (failed: Reading) => anySshdConfig.diagnose({ 'sshd-config': config, 'failed-units': failed } as never).outcome;
  expect(outcome(known([]))).toBe('healthy');
  expect(outcome(notKnown('timed-out'))).toBe('unknown');
  expect(outcome(notKnown('not-applicable'))).toBe('healthy');
});
