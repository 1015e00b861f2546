import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { genuineContents } from '../../../src-main/core/facts/genuine-content.js';
import { sha256 } from '../../../src-main/core/bytes.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const info = '/var/lib/dpkg/info';
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** su of util-linux, known to dpkg as /bin/su, and newgrp of login. */
function world() {
  const made = createFakeWorld();
  made.exec.on('dpkg-query -S', { stdout: 'util-linux: /bin/su\nlogin: /usr/bin/newgrp\n', code: 1 });
  made.files.put('/usr/bin/su', 'su');
  made.files.put('/usr/bin/newgrp', 'newgrp');
  made.files.put(`${info}/util-linux.md5sums`, `${md5('dmesg')}  bin/dmesg\n${md5('su')}  bin/su\n`);
  made.files.put(`${info}/login.md5sums`, `${md5('newgrp')}  usr/bin/newgrp\n`);
  return made;
}

async function genuine({ ports }: ReturnType<typeof world>) {
  const target = await ports.target({ root: '/' });
  return genuineContents(target, ['/usr/bin/su', '/usr/bin/newgrp'], new AbortController().signal);
}

test('the content that a package brought, also where the package names it below /bin', async () => {
  expect(await genuine(world())).toEqual({ '/usr/bin/su': sha256('su'), '/usr/bin/newgrp': sha256('newgrp') });
});

test.each<[string, (made: ReturnType<typeof world>) => void]>([
  ['another content', ({ files }) => files.put('/usr/bin/newgrp', 'foreign', { uid: 1001 })],
  ['no sums', ({ files }) => files.delete(`${info}/login.md5sums`)],
  ["sums that are a person's", ({ files }) => files.put(`${info}/login.md5sums`, `${md5('newgrp')}  usr/bin/newgrp\n`, { uid: 1001 })],
  ['sums that others can change', ({ files }) => files.put(`${info}/login.md5sums`, `${md5('newgrp')}  usr/bin/newgrp\n`, { mode: 0o666 })],
  ['sums of another path', ({ files }) => files.put(`${info}/login.md5sums`, `${md5('newgrp')}  usr/bin/newgrp.x\n`)],
  ['two packages', ({ exec }) => exec.on('dpkg-query -S', { stdout: 'util-linux: /bin/su\nlogin, own: /usr/bin/newgrp\n' })],
])('not known: %s', async (_what, spoil) => {
  const made = world();
  spoil(made);
  expect(Object.keys(await genuine(made))).toEqual(['/usr/bin/su']);
});

test('nothing is known where the folder of the sums is of somebody else, nor without dpkg', async () => {
  const open = createFakeWorld();
  open.files.putFolder('/var/lib/dpkg', { uid: 1001 });
  for (const [path, { bytes }] of ['/usr/bin/su', '/usr/bin/newgrp', `${info}/util-linux.md5sums`, `${info}/login.md5sums`].map(
    (name) => [name, world().files.node(name) ?? { bytes: '' }] as const,
  ))
    open.files.put(path, bytes);
  open.exec.on('dpkg-query -S', { stdout: 'util-linux: /bin/su\nlogin: /usr/bin/newgrp\n' });
  expect(await genuine(open)).toEqual({});
  expect(await genuine(createFakeWorld())).toEqual({});
});
