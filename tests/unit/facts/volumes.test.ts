import { expect, test } from 'vitest';
import { collectFacts } from '../../../src-main/core/facts/collect.js';
import { diskHealth } from '../../../src-main/core/facts/disk-health.js';
import { ext4Check, ext4Volumes } from '../../../src-main/core/facts/ext4-volumes.js';
import type { FakeAnswer } from '../../fakes/fake-exec.js';
import { createFakeWorld } from '../../fakes/fake-world.js';
import { transcript } from '../readers/transcripts.js';

const devices = JSON.stringify({
  blockdevices: [
    { path: '/dev/sda', type: 'disk' },
    { path: '/dev/sda1', type: 'part' },
    { path: '/dev/sr0', type: 'rom' },
  ],
});

async function look(answers: Record<string, FakeAnswer>, elevated = true) {
  const world = createFakeWorld({ elevated });
  for (const path of ['/dev/sda', '/dev/sda1', '/dev/sr0']) world.files.put(path, '', { kind: 'block' });
  world.files.put('/proc/self/mountinfo', '30 1 8:2 / / rw - ext4 /dev/sda2 rw\n');
  world.exec.on('lsblk', { stdout: devices });
  world.exec.on('blkid', ({ argv }) => (argv.at(-1) === '/dev/sda1' ? { stdout: 'ext4\n' } : { code: 2 }));
  world.exec.on('dumpe2fs', { stdout: transcript('tune2fs-l.txt').stdout });
  world.exec.on('e2fsck', { code: 4, stdout: transcript('e2fsck-n-errors.txt').stdout });
  for (const [words, answer] of Object.entries(answers)) world.exec.on(words, answer);
  const signal = new AbortController().signal;
  return collectFacts(world.ports, [ext4Volumes, ext4Check, diskHealth], { root: '/', signal });
}

test('ext4 volumes are found, and what the check says of those that are not mounted', async () => {
  const facts = await look({});
  expect(facts['ext4-volumes']).toMatchObject({ value: [{ device: '/dev/sda1', mountedAt: null, clean: true }] });
  expect(facts['ext4-check']).toMatchObject({ value: [{ device: '/dev/sda1', clean: false }] });
});

test.each<[string, Record<string, FakeAnswer>]>([
  ['lsblk is missing', { lsblk: { missing: true, code: null } }],
  ['lsblk fails silently', { lsblk: { code: 1 } }],
  ['lsblk prints garbage', { lsblk: { stdout: 'no json' } }],
  ['lsblk hangs', { lsblk: { timedOut: true } }],
  ['blkid is missing', { blkid: { missing: true, code: null } }],
  ['blkid hangs on a dying disk', { blkid: { timedOut: true, code: null, signal: 'SIGTERM' } }],
  ['blkid fails', { blkid: { code: 4 } }],
])('where %s it is unknown, never "no volumes"', async (_why, answers) => {
  const facts = await look(answers);
  expect(facts['ext4-volumes']).toMatchObject({ known: false });
  expect(facts['ext4-check']).toMatchObject({ known: false });
});

test('without rights it says so, and how to get them', async () => {
  expect((await look({}, false))['ext4-volumes']).toMatchObject({ code: 'needs-elevation', cure: expect.stringContaining('sudo') });
});

test('a disk scan that fails silently is unknown; one without disks does not apply', async () => {
  expect((await look({ smartctl: { code: 2 } }))['disk-health']).toMatchObject({ known: false, code: 'unexpected-output' });
  expect((await look({ smartctl: { stdout: '{"devices":[]}' } }))['disk-health']).toMatchObject({ code: 'not-applicable' });
  expect((await look({}))['disk-health']).toMatchObject({ code: 'missing-tool', cure: expect.stringContaining('smartmontools') });
});

test('a failing disk is found among sound ones', async () => {
  const facts = await look({
    'smartctl --scan': { stdout: '{"devices":[{"name":"/dev/sda"},{"name":"/dev/sdb"}]}' },
    'smartctl --json --all /dev/sda': { stdout: transcript('smartctl-json-ata-healthy.json').stdout },
    'smartctl --json --all /dev/sdb': { code: 216, stdout: transcript('smartctl-json-ata-failed.json').stdout },
  });
  expect(facts['disk-health']).toMatchObject({
    value: {
      disks: [
        { name: '/dev/sda', failing: false },
        { name: '/dev/sdb', failing: true },
      ],
    },
  });
});
