import { chmod, chown, mkdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectProtected, expectProtectedTree, unsafePlace } from '../../../src-main/adapters/protected-path.js';
import { ampleMs, exec, isRoot, tempFolder } from './temp.js';

const code = (work: Promise<void>): Promise<string> =>
  work.then(
    () => 'protected',
    (thrown: { code: string }) => thrown.code,
  );

test('system folders are protected', async () => {
  for (const path of ['/', '/usr', '/usr/bin', '/bin/sh']) expect(await code(expectProtected(path)), path).toBe('protected');
});

test('nothing below a folder that everybody can write to is protected', async () => {
  expect(await code(expectProtected(tmpdir()))).toBe('unsafe-place');
  expect(await code(expectProtected(await tempFolder()))).toBe('unsafe-place');
});

/** A place below a folder of root's. A user has none, and everything that he makes is refused. */
async function place(): Promise<{ folder: string; good: string; remove(): Promise<unknown> }> {
  const base = isRoot ? '/var/lib' : await tempFolder();
  const folder = join(base, `rescuepc-unit-${process.pid}-${Math.random().toString(36).slice(2)}`);
  await mkdir(join(folder, 'sub'), { recursive: true });
  await chmod(folder, 0o755);
  await chmod(join(folder, 'sub'), 0o755);
  await writeFile(join(folder, 'sub', 'worker.js'), '', { mode: 0o644 });
  return {
    folder,
    good: isRoot ? 'protected' : 'unsafe-place',
    remove: () => exec.run({ argv: ['rm', '-rf', folder], timeoutMs: ampleMs }),
  };
}

test("a folder of root's is protected until somebody else can change it, or anything above or in it", async () => {
  const { folder, good, remove } = await place();
  const file = join(folder, 'sub', 'worker.js');
  try {
    expect([await code(expectProtected(file)), await code(expectProtectedTree(folder))]).toEqual([good, good]);
    for (const [path, mode, safe] of [
      [file, 0o664, 0o644],
      [file, 0o646, 0o644],
      [join(folder, 'sub'), 0o775, 0o755],
      [folder, 0o757, 0o755],
    ] as const) {
      await chmod(path, mode);
      expect(await code(expectProtectedTree(folder)), `${path} ${mode.toString(8)}`).toBe('unsafe-place');
      expect(await code(expectProtected(file))).toBe('unsafe-place');
      await chmod(path, safe);
    }
    if (isRoot) {
      await chown(file, 1234, 0);
      expect(await code(expectProtectedTree(folder))).toBe('unsafe-place');
      await chown(file, 0, 0);
      expect(await code(expectProtectedTree(folder))).toBe('protected');
    }
  } finally {
    await remove();
  }
});

test('a link is judged by where it leads', async () => {
  const { folder, good, remove } = await place();
  const open = await tempFolder();
  await writeFile(join(open, 'x.js'), '');
  try {
    await symlink('/usr/bin/env', join(folder, 'good'));
    expect(await code(expectProtectedTree(folder))).toBe(good);
    await symlink(join(open, 'x.js'), join(folder, 'bad'));
    expect(await code(expectProtectedTree(folder))).toBe('unsafe-place');
    expect(await code(expectProtected(join(folder, 'bad')))).toBe('unsafe-place');
  } finally {
    await remove();
  }
});

test.each([
  [['/'], 'chown root:root / && chmod go-w /'],
  [['/opt', '/'], 'chown root:root /opt / && chmod go-w /opt /'],
])("where only the system's own folders can be changed, the one command that mends them is said: %j", (open, command) => {
  const { message, hint } = unsafePlace(open);
  expect(message).toContain(`${open[0] ?? ''} can be changed by others`);
  expect(hint).toMatch(new RegExp(`: ${command}$`));
  expect(hint).not.toContain('Put RescuePC');
});

test.each([[['/home/tech/rescuepc']], [['/opt/rescuepc/out', '/']], [['/tmp']], [['/srv/open']]])(
  'where RescuePC itself lies in such a place, another place is: %j',
  (open) => {
    expect(unsafePlace(open).hint).toContain('Put RescuePC into a folder that belongs to root');
  },
);
