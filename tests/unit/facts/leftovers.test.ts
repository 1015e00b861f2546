import { expect, test } from 'vitest';
import { collectFacts } from '../../../src-main/core/facts/collect.js';
import { localTime } from '../../../src-main/core/facts/local-time.js';
import { radioSwitches } from '../../../src-main/core/facts/radio-switches.js';
import { creationTime } from '../../../src-main/core/facts/lost-snapshots.js';
import { snapshots } from '../../../src-main/core/facts/snapshots.js';
import type { Fact } from '../../../src-main/core/facts/types.js';
import { anyBtrfsCheck } from '../../../src-main/core/routines/linux/any-btrfs-check.js';
import { anyNetworkService } from '../../../src-main/core/routines/linux/any-network-service.js';
import { anyNetworkingOff } from '../../../src-main/core/routines/linux/any-networking-off.js';
import { anyOrphanedSnapshots } from '../../../src-main/core/routines/linux/any-orphaned-snapshots.js';
import { anyRadioBlocked } from '../../../src-main/core/routines/linux/any-radio-blocked.js';
import { anySnapOldRevisions } from '../../../src-main/core/routines/linux/any-snap-old-revisions.js';
import { anyTimeZone } from '../../../src-main/core/routines/linux/any-time-zone.js';
import { createFakeWorld, type FakeWorld } from '../../fakes/fake-world.js';

async function read(fact: Fact<unknown>, prepare: (world: FakeWorld) => void = () => undefined): Promise<unknown> {
  const world = createFakeWorld();
  world.files.put('/proc/self/mountinfo', '');
  prepare(world);
  return (await collectFacts(world.ports, [fact], { root: '/', signal: new AbortController().signal }))[fact.id];
}

const known = (value: unknown) => ({ known: true, value, evidence: [] });

test('radio: off by a program is switched on, off by a switch is told, and only where there is no other way out', async () => {
  const put =
    (name: string, soft: string, hard: string, type = 'wlan') =>
    (world: FakeWorld) => {
      for (const [file, text] of Object.entries({ type, name, soft, hard }))
        world.files.put(`/sys/class/rfkill/rfkill0/${file}`, `${text}\n`);
    };
  const diagnose = async (prepare: (world: FakeWorld) => void, routes: unknown[] = []) =>
    anyRadioBlocked.diagnose({ 'radio-switches': await read(radioSwitches, prepare), 'default-route': known(routes) } as never);
  expect(await diagnose(put('phy0', '1', '0'))).toMatchObject({ outcome: 'needed', items: [{ id: 'phy0', outcome: 'needed' }] });
  expect(await diagnose(put('phy0', '0', '1'))).toMatchObject({ outcome: 'needed', items: [{ outcome: 'could-not-run' }] });
  expect(await diagnose(put('phy0', '0', '0'))).toMatchObject({ outcome: 'healthy' });
  expect(await diagnose(put('phy0', '1', '0'), [{ gateway: '192.0.2.1', device: 'eth0' }])).toMatchObject({ outcome: 'healthy' });
  expect(await diagnose(put('hci0', '1', '0', 'bluetooth'))).toMatchObject({ outcome: 'not-applicable' });
});

test('NetworkManager: networks off are always named, the radio only where it could help', () => {
  const diagnose = (networking: boolean, wifi: boolean, wireless: boolean, routes: unknown[] = []) =>
    anyNetworkingOff.diagnose({
      'network-manager': known({ networking, wifi }),
      'network-links': known([{ name: 'x0', up: false, wireless, addresses: [] }]),
      'default-route': known(routes),
    } as never);
  expect(diagnose(false, true, false)).toMatchObject({ outcome: 'needed', items: [{ id: 'networking' }] });
  expect(diagnose(true, false, true)).toMatchObject({ outcome: 'needed', items: [{ id: 'wifi' }] });
  expect(diagnose(true, false, false)).toMatchObject({ outcome: 'healthy' });
  expect(diagnose(true, false, true, [{ gateway: '192.0.2.1', device: 'eth0' }])).toMatchObject({ outcome: 'healthy' });
  expect(diagnose(true, true, true)).toMatchObject({ outcome: 'healthy' });
});

test('network service: the one that is switched on, or the only one; which of two is right cannot be told', () => {
  const service = (unit: string, state: string, active: string, configured = true) => ({ unit, state, active, configured });
  const diagnose = (...services: unknown[]) =>
    anyNetworkService.diagnose({ 'network-services': known(services), 'default-route': known([]) } as never);
  const idle = service('systemd-networkd.service', 'enabled', 'active', false);
  expect(diagnose(service('NetworkManager.service', 'disabled', 'inactive'), idle)).toMatchObject({
    outcome: 'needed',
    items: [{ id: 'NetworkManager.service' }],
  });
  expect(diagnose(service('a.service', 'enabled', 'failed'), service('b.service', 'disabled', 'inactive'))).toMatchObject({
    items: [{ id: 'a.service' }],
  });
  expect(diagnose(service('a.service', 'disabled', 'inactive'), service('b.service', 'disabled', 'inactive'))).toMatchObject({
    outcome: 'not-applicable',
  });
  expect(diagnose(service('a.service', 'enabled', 'active'))).toMatchObject({ outcome: 'healthy' });
});

test('snapshots: those of a program that is gone are told, others are not, and none is ever removed', async () => {
  const made = ({ files }: FakeWorld): void => files.putFolder('/timeshift/snapshots/2026-01-01_10-00-01');
  const diagnose = async (prepare?: (world: FakeWorld) => void) =>
    anyOrphanedSnapshots.diagnose({ snapshots: await read(snapshots, prepare) } as never);
  expect(await diagnose(made)).toMatchObject({ outcome: 'needed', items: [{ id: '/timeshift/snapshots', outcome: 'could-not-run' }] });
  const kept = (world: FakeWorld): void => {
    made(world);
    world.files.put('/usr/bin/timeshift', '');
  };
  expect(await diagnose(kept)).toMatchObject({ outcome: 'healthy' });
  expect(await diagnose()).toMatchObject({ outcome: 'healthy' });
});

test('btrfs: damage is told and not repaired; no volume is not "healthy"', () => {
  const diagnose = (value: unknown) => anyBtrfsCheck.diagnose({ 'btrfs-check': known(value) } as never);
  expect(diagnose([{ device: '/dev/sdb1', clean: false, problems: ['ERROR: errors found'] }])).toMatchObject({
    outcome: 'needed',
    items: [{ outcome: 'could-not-run' }],
  });
  expect(diagnose([{ device: '/dev/sdb1', clean: true, problems: [] }])).toMatchObject({ outcome: 'healthy' });
  expect(diagnose([])).toMatchObject({ outcome: 'not-applicable' });
});

test('snaps: only much room is named, and each revision is removed by its number', () => {
  const facts = (bytes: number) => ({ 'snap-revisions': known([{ name: 'core22', revision: '10', bytes }]) }) as never;
  expect(anySnapOldRevisions.diagnose(facts(1000))).toMatchObject({ outcome: 'healthy' });
  const diagnosis = anySnapOldRevisions.diagnose(facts(2_000_000_000));
  expect(diagnosis).toMatchObject({ outcome: 'needed' });
  const plan = anySnapOldRevisions.plan({ diagnosis, facts: facts(2_000_000_000), params: {}, items: ['core22_10'] });
  expect(plan[0]?.steps).toMatchObject([{ argv: ['snap', 'remove', 'core22', '--revision=10'] }]);
});

test('time zone: a note that leads out of the folder of zones is not followed', async () => {
  const prepare = (note: string) => (world: FakeWorld) => {
    world.files.putLink('/etc/localtime', '/usr/share/zoneinfo/Asia/Tokio');
    world.files.put('/etc/timezone', `${note}\n`);
    world.files.put('/usr/share/zoneinfo/Asia/Tokyo', 'TZif');
    world.files.put('/usr/share/evil', 'x');
  };
  const diagnose = async (note: string) => anyTimeZone.diagnose({ 'local-time': await read(localTime, prepare(note)) } as never);
  expect(await diagnose('Asia/Tokyo')).toMatchObject({ outcome: 'needed', items: [{ outcome: 'needed' }] });
  for (const note of ['../evil', 'Asia/Nowhere', '']) expect(await diagnose(note)).toMatchObject({ items: [{ outcome: 'could-not-run' }] });
});

test('btrfs: the time of a snapshot is told in universal time, or not at all', () => {
  const show = (time: string): string => `snapshot\n\tName: \t\t\tsnapshot\n\tCreation time: \t\t${time}\n\tSubvolume ID: \t\t257\n`;
  expect(creationTime(show('2026-11-25 23:35:10 +0000'))).toBe('2026-11-25 23:35:10');
  expect(creationTime(show('2026-01-01 00:35:10 +0100'))).toBe('2025-12-31 23:35:10');
  for (const text of ['', show('-'), show('2026-13-45 23:35:10 +0000'), 'ERROR: not a subvolume']) expect(creationTime(text)).toBeNull();
});
