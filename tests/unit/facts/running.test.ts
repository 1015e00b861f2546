import { expect, test } from 'vitest';
import { collectFacts } from '../../../src-main/core/facts/collect.js';
import { crashes } from '../../../src-main/core/facts/crashes.js';
import { firewall } from '../../../src-main/core/facts/firewall.js';
import { startUp } from '../../../src-main/core/facts/start-up.js';
import { wireless } from '../../../src-main/core/facts/wireless.js';
import type { Fact } from '../../../src-main/core/facts/types.js';
import { createFakeWorld, type FakeWorld } from '../../fakes/fake-world.js';

async function read(fact: Fact<unknown>, prepare: (world: FakeWorld) => void = () => undefined, elevated = true): Promise<unknown> {
  const world = createFakeWorld({ elevated });
  prepare(world);
  const readings = await collectFacts(world.ports, [fact], { root: '/', signal: new AbortController().signal });
  return readings[fact.id];
}

test('start-up: what was slow is asked only where the start was not quick', async () => {
  const blame = { stdout: '40.1s slow.service\n' };
  const world = (time: string) => (fake: FakeWorld) => {
    fake.exec.on('systemd-analyze --no-pager time', { stdout: `Startup finished in ${time} (userspace) \n` });
    fake.exec.on('systemd-analyze --no-pager blame', blame);
  };
  expect(await read(startUp, world('9s'))).toMatchObject({ value: { seconds: 9, slowest: [] } });
  expect(await read(startUp, world('59s'))).toMatchObject({ value: { slowest: [{ unit: 'slow.service', seconds: 40.1 }] } });
  expect(await read(startUp)).toMatchObject({ code: 'not-applicable' });
});

test('firewall: root reads rules; others see a running service, and its absence proves nothing', async () => {
  const nft = { stdout: '{"nftables":[{"metainfo":{}},{"chain":{"family":"ip","table":"f","name":"i","hook":"input","policy":"drop"}}]}' };
  expect(await read(firewall, ({ exec }) => exec.on('nft', nft))).toMatchObject({ value: { on: true, by: 'nftables' } });
  expect(await read(firewall, ({ exec }) => exec.on('iptables', { stdout: '-P INPUT ACCEPT\n' }))).toMatchObject({ value: { on: false } });
  expect(await read(firewall)).toMatchObject({ code: 'missing-tool' });
  const active = { code: 0, stdout: 'active\ninactive\nactive\n' };
  expect(await read(firewall, ({ exec }) => exec.on('systemctl is-active', active), false)).toMatchObject({ value: { by: 'firewalld' } });
  const rulesOnly = { code: 0, stdout: 'inactive\nactive\nactive\n' };
  expect(await read(firewall, ({ exec }) => exec.on('systemctl is-active', rulesOnly), false)).toMatchObject({ code: 'needs-elevation' });
});

test('crashes: of the kernel, of programs, of this week alone; where nothing keeps them it is unknown', async () => {
  const now = Date.now();
  const reading = await read(crashes, ({ exec, files }) => {
    const stdout = JSON.stringify([{ time: (now - 60_000) * 1000, exe: '/usr/bin/x', sig: 11 }]);
    exec.on('coredumpctl', { stdout });
    for (const part of [1, 2]) files.put(`/sys/fs/pstore/dmesg-efi-${part}`, '', { mtimeMs: now - 120_000 });
    files.put('/var/crash/_usr_bin_old.1000.crash', '', { mtimeMs: now - 9 * 86_400_000 });
    files.putFolder('/var/crash/202611220101', { mtimeMs: now - 600_000 });
  });
  expect(reading).toMatchObject({ value: { system: [{}, {}], programs: [{ program: '/usr/bin/x' }], notRead: [] } });
  expect(await read(crashes)).toMatchObject({ code: 'missing-tool', cure: expect.stringContaining('systemd-coredump') });
});

test('wireless: the kernel first, then iw; no iw says so', async () => {
  const device = ({ files }: FakeWorld): void => files.putFolder('/sys/class/net/wlan0/phy80211');
  expect(await read(wireless, device)).toMatchObject({ code: 'missing-tool', cure: "Install 'iw'." });
  expect(await read(wireless)).toMatchObject({ code: 'not-applicable' });
});
