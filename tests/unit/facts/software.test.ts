import { expect, test } from 'vitest';
import { collectFacts } from '../../../src-main/core/facts/collect.js';
import { localTime } from '../../../src-main/core/facts/local-time.js';
import { printers } from '../../../src-main/core/facts/printers.js';
import { secureBoot } from '../../../src-main/core/facts/secure-boot.js';
import { soundCards, soundServer } from '../../../src-main/core/facts/sound.js';
import { swap } from '../../../src-main/core/facts/swap.js';
import { updateAge } from '../../../src-main/core/facts/update-age.js';
import type { Fact } from '../../../src-main/core/facts/types.js';
import { createFakeWorld, type FakeWorld } from '../../fakes/fake-world.js';

async function read(fact: Fact<unknown>, prepare: (world: FakeWorld) => void = () => undefined): Promise<unknown> {
  const world = createFakeWorld();
  prepare(world);
  return (await collectFacts(world.ports, [fact], { root: '/', signal: new AbortController().signal }))[fact.id];
}

const variables = '/sys/firmware/efi/efivars';
const bootVariable = `${variables}/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c`;

test('secure-boot: on, off, by BIOS, and variables that cannot be seen', async () => {
  const value = (on: number) => (world: FakeWorld) => world.files.put(bootVariable, new Uint8Array([6, 0, 0, 0, on]));
  expect(await read(secureBoot, value(1))).toMatchObject({ value: { on: true } });
  expect(await read(secureBoot, value(0))).toMatchObject({ value: { on: false } });
  expect(await read(secureBoot)).toMatchObject({ code: 'not-applicable' });
  expect(await read(secureBoot, ({ files }) => files.putFolder(variables))).toMatchObject({
    code: 'failed',
    cure: expect.stringContaining('mount'),
  });
  expect(await read(secureBoot, ({ files }) => files.put(`${variables}/Boot0001`, ''))).toMatchObject({ code: 'not-applicable' });
});

test('update-age: days of the lists and of the last update; notes that are not there are not "today"', async () => {
  const days = (count: number): number => Date.now() - count * 86_400_000 - 1_000;
  const both = ({ files }: FakeWorld): void => {
    files.put('/var/lib/apt/lists/x_InRelease', '', { mtimeMs: days(90) });
    files.putFolder('/var/lib/apt/lists/partial', { mtimeMs: days(3) });
    const date = new Date(days(70)).toISOString();
    files.put(
      '/var/log/apt/history.log',
      `Start-Date: ${date.slice(0, 10)}  12:00:00\nCommandline: apt upgrade\nUpgrade: x:amd64 (1, 2)\n`,
    );
  };
  expect(await read(updateAge, both)).toMatchObject({ value: { listsDays: 3 } });
  expect(JSON.stringify(await read(updateAge, both))).toMatch(/"upgradeDays":(69|70|71)/);
  expect(await read(updateAge, ({ files }) => files.putFolder('/var/lib/apt/lists'))).toMatchObject({ code: 'failed' });
  expect(await read(updateAge)).toMatchObject({ code: 'not-applicable' });
});

test('local-time: the zone of the link, of a copy, of nothing; a zone that is not installed', async () => {
  expect(await read(localTime)).toMatchObject({ value: { zone: 'UTC', dangling: false, rtcLocal: false } });
  const reading = await read(localTime, ({ files }) => {
    files.putLink('/etc/localtime', '/usr/share/zoneinfo/Europe/Berlin');
    files.put('/etc/adjtime', '0.0 0 0.0\n0\nLOCAL\n');
  });
  expect(reading).toMatchObject({ value: { zone: 'Europe/Berlin', dangling: true, rtcLocal: true } });
  const copy = ({ files }: FakeWorld): void => {
    files.put('/etc/localtime', 'TZif');
    files.put('/etc/timezone', 'Asia/Tokyo\n');
  };
  expect(await read(localTime, copy)).toMatchObject({ value: { zone: 'Asia/Tokyo', dangling: false } });
});

test('swap: areas, none, a list that is not understood', async () => {
  const head = 'Filename\t\tType\t\tSize\tUsed\tPriority\n';
  const put = (text: string) => (world: FakeWorld) => world.files.put('/proc/swaps', text);
  expect(await read(swap, put(`${head}/dev/zram0 partition\t1024\t512\t100\n`))).toMatchObject({
    value: [{ name: '/dev/zram0', bytes: 1_048_576, usedBytes: 524_288, compressed: true }],
  });
  expect(await read(swap, put(head))).toMatchObject({ value: [] });
  expect(await read(swap, put(`${head}what is this\n`))).toMatchObject({ code: 'unexpected-output' });
  expect(await read(swap)).toMatchObject({ code: 'not-applicable' });
});

test('sound: cards, none, words that are not known; people who are logged in', async () => {
  const put = (text: string) => (world: FakeWorld) => world.files.put('/proc/asound/cards', text);
  expect(await read(soundCards, put(' 0 [PCH   ]: HDA-Intel - HDA Intel PCH\n       at 0x1\n'))).toMatchObject({
    value: [{ name: 'HDA-Intel - HDA Intel PCH' }],
  });
  expect(await read(soundCards, put('--- no soundcards ---\n'))).toMatchObject({ known: true, value: [] });
  expect(await read(soundCards)).toMatchObject({ known: true, value: [] });
  expect(await read(soundCards, put('garbage'))).toMatchObject({ code: 'unexpected-output' });
  expect(await read(soundServer)).toMatchObject({ code: 'not-applicable' });
  const alice = (world: FakeWorld): void => {
    world.machine.profiles.push({ name: 'alice', uid: 1000, gid: 1000, home: '/home/alice' });
    world.files.putFolder('/run/user/1000/systemd');
    world.exec.on('systemctl --user show', { stdout: 'Id=pipewire.socket\nLoadState=loaded\nActiveState=active\n' });
  };
  expect(await read(soundServer, alice)).toMatchObject({ value: [{ user: 'alice', server: 'pipewire', ready: true }] });
});

test('printers: no printing system is an answer; one without its tool is not', async () => {
  expect(await read(printers)).toMatchObject({ value: { installed: false } });
  expect(await read(printers, ({ files }) => files.put('/usr/sbin/cupsd', ''))).toMatchObject({ code: 'missing-tool' });
});
