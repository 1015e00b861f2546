import { expect, test } from 'vitest';
import { collectFacts } from '../../../src-main/core/facts/collect.js';
import { packageOwners } from '../../../src-main/core/facts/package-owner.js';
import { sshdConfig } from '../../../src-main/core/facts/sshd-config.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

test('sshd asks for its folder last: what it says of settings and keys counts without it', async () => {
  const read = async (stderr: string) => {
    const world = createFakeWorld();
    world.files.put('/usr/sbin/sshd', '');
    world.files.put('/etc/ssh/sshd_config', 'Port mabye\n');
    world.exec.on('sshd -t', { code: 255, stderr });
    const readings = await collectFacts(world.ports, [sshdConfig], { root: '/', signal: new AbortController().signal });
    return readings['sshd-config'];
  };
  const folder = 'Missing privilege separation directory: /run/sshd\n';
  expect(await read(folder)).toMatchObject({ known: true, value: { bad: [], noHostKeys: false } });
  const wrong = await read(`/etc/ssh/sshd_config line 1: Badly formatted port number.\n${folder}`);
  expect(wrong).not.toMatchObject({ value: { bad: [] } });
  expect(await read(`sshd: no hostkeys available -- exiting.\n${folder}`)).toMatchObject({ value: { noHostKeys: true } });
});

test('owners of many files come from one question; a name that is a pattern belongs to nobody', async () => {
  const world = createFakeWorld();
  world.exec.on('dpkg-query', {
    code: 1,
    stdout: 'sudo: /usr/bin/sudo\ndiversion by dash from: /bin/sh\nopenssh-client:amd64, ssh: /usr/lib/keysign\n',
    stderr: 'dpkg-query: no path found matching pattern /tmp/x\n',
  });
  const target = await world.ports.target({ root: '/' });
  const owners = await packageOwners(target, ['/usr/bin/sudo', '/usr/lib/keysign', '/tmp/x', '/tmp/*'], new AbortController().signal);
  expect([...owners]).toEqual([
    ['/usr/bin/sudo', 'sudo'],
    ['/usr/lib/keysign', 'openssh-client'],
  ]);
  expect(world.exec.ran).toEqual(['dpkg-query -S /usr/bin/sudo /usr/lib/keysign /tmp/x']);
});
