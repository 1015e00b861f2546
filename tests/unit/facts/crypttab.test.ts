import { expect, test } from 'vitest';
import { collectFacts } from '../../../src-main/core/facts/collect.js';
import { crypttab } from '../../../src-main/core/facts/crypttab.js';
import { readCrypttab, withoutWaiting } from '../../../src-main/core/facts/readers/crypttab.js';
import { anyCrypttabBrokenEntry } from '../../../src-main/core/routines/linux/any-crypttab-broken-entry.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const table = `# name device key options
root UUID=aaaa none luks
olddata /dev/sdz7
vault /srv/vault.img none luks
logical /dev/vg/secret none luks
stick /dev/sdy1 none luks,nofail
`;
const mounts = `/dev/mapper/root / ext4 defaults 0 1
/dev/mapper/olddata /srv/old ext4 defaults 0 2
/dev/mapper/vault /srv/vault ext4 defaults 0 2
`;

async function plan(running: boolean, found: readonly string[]) {
  const world = createFakeWorld();
  world.machine.running = running;
  world.files.put('/etc/crypttab', table);
  world.files.put('/etc/fstab', mounts);
  world.files.put('/srv/vault.img', '');
  world.exec.on('blkid', { stdout: '/dev/sda1: TYPE="ext4"\n' });
  world.exec.on('findfs UUID=aaaa', { code: found.includes('UUID=aaaa') ? 0 : 1 });
  const root = running ? '/' : '/mnt/disk';
  const facts = await collectFacts(world.ports, [crypttab], { root, signal: new AbortController().signal });
  const diagnosis = anyCrypttabBrokenEntry.diagnose(facts as never);
  const items = diagnosis.items.filter(({ outcome }) => outcome === 'needed').map(({ id }) => id);
  const stages = anyCrypttabBrokenEntry.plan({ diagnosis, facts: facts as never, params: {}, items });
  return {
    outcome: diagnosis.outcome,
    items,
    edits: stages.flatMap(({ steps }) => steps).map((step) => ('edits' in step ? step.edits : [])),
  };
}

test('of a running system only its own table is edited; what is mounted is asked about elsewhere', async () => {
  expect(await plan(true, ['UUID=aaaa'])).toEqual({
    outcome: 'needed',
    items: ['olddata', 'logical'],
    edits: [
      [
        { line: 3, old: 'olddata /dev/sdz7', new: 'olddata /dev/sdz7 none nofail' },
        { line: 5, old: 'logical /dev/vg/secret none luks', new: 'logical /dev/vg/secret none luks,nofail' },
      ],
    ],
  });
});

test('of one that does not run, what would be mounted is not waited for either, and a logical volume is not gone', async () => {
  const { items, edits } = await plan(false, ['UUID=aaaa']);
  expect(items).toEqual(['olddata']);
  expect(edits[1]).toEqual([
    { line: 2, old: '/dev/mapper/olddata /srv/old ext4 defaults 0 2', new: '/dev/mapper/olddata /srv/old ext4 defaults,nofail 0 2' },
  ]);
});

test('the disk of the system itself is a question for a person', async () => {
  expect(await plan(false, [])).toMatchObject({ outcome: 'needed', items: ['olddata'] });
});

test('lines: fields, quotes, comments, and options in every form', () => {
  expect(readCrypttab(' # x y\n\none\nname UUID="a-b"\n')).toMatchObject([{ line: 4, name: 'name', device: 'UUID=a-b' }]);
  expect(withoutWaiting('a\tUUID=b')).toBe('a\tUUID=b none nofail');
  expect(withoutWaiting('a UUID=b  /key')).toBe('a UUID=b  /key nofail');
  expect(withoutWaiting('a UUID=b\t/dev/urandom  swap,size=256')).toBe('a UUID=b\t/dev/urandom  swap,size=256,nofail');
});
