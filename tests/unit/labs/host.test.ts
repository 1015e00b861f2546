import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { lockFile, mustRun } from '../../labs/linux/host.ts';

const folder = mkdtempSync(join(tmpdir(), 'rescuepc-lab-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('a command that stands still is ended with all that it started, and the error says so with its last words', async () => {
  await expect(mustRun(['sh', '-c', 'echo fetching; sleep 600; true'], folder, 300)).rejects.toThrow(/nothing moved for 0\.3 s.*fetching/s);
});

it('a slow command goes on as long as its folder grows or it says something, far beyond that limit', async () => {
  const grows = `for i in 1 2 3 4 5 6 7 8 9 10 11 12; do head -c 20000 /dev/zero >${folder}/part-$i; sleep 0.2; done`;
  const speaks = 'for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo $i; sleep 0.2; done';
  await Promise.all([mustRun(['sh', '-c', grows], folder, 2000), mustRun(['sh', '-c', speaks], folder, 2000)]);
});

it('a command that fails says why', async () => {
  await expect(mustRun(['sh', '-c', 'echo no mirror >&2; exit 3'], folder)).rejects.toThrow(/: 3\nno mirror/);
});

it('one holds a lock at a time, and the next gets it when it is let go', async () => {
  const path = join(folder, 'lock');
  const order: string[] = [];
  const first = await lockFile(path);
  const second = lockFile(path).then((unlock) => {
    order.push('second');
    return unlock;
  });
  order.push('first');
  first();
  (await second)();
  expect(order).toEqual(['first', 'second']);
});

const canBuild = process.getuid?.() === 0 && existsSync('/usr/sbin/debootstrap') && existsSync('/usr/bin/systemd-nspawn');

it.skipIf(!canBuild)('a base that cannot be built is one failure with its reason and what to do; no row is called failed', () => {
  const lab = fileURLToPath(new URL('../../labs/linux/lab.ts', import.meta.url));
  const env = { ...process.env, RESCUEPC_LAB_DIR: join(folder, 'lab'), RESCUEPC_LAB_MIRROR: `file://${folder}/no-mirror` };
  const { status, stdout } = spawnSync(process.execPath, [lab, 'any-hosts-hijack', 'any-time-zone'], { encoding: 'utf8', env });
  expect(status).toBe(1);
  expect(stdout).toMatch(/^FAIL the base machine of the lab cannot be built; nothing was run\./m);
  expect(stdout).toMatch(/no-mirror.*apt-get update/s);
  expect(stdout).not.toContain('any-time-zone');
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 1 failed, 2 skipped');
});
