import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createDiskWorld } from '../../../src-main/adapters/disk-world.js';
import { runWithInput } from '../../../src-main/adapters/run-with-input.js';

const root = mkdtempSync(join(tmpdir(), 'rescuepc-disk-'));
afterAll(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, 'boot/efi'), { recursive: true });
writeFileSync(join(root, 'boot/passwd'), 'text');
symlinkSync('/etc', join(root, 'linked'));
symlinkSync('boot', join(root, 'short'));
const world = createDiskWorld();

describe('what is read of an opened disk', () => {
  test('folders, but through no link', async () => {
    expect(await world.isFolder(root, '/boot/efi')).toBe(true);
    for (const path of ['/linked', '/linked/apt', '/short/efi', '/boot/passwd', '/boot/../boot', '/none'])
      expect([path, await world.isFolder(root, path)]).toEqual([path, false]);
  });

  test('text of plain files, but through no link', async () => {
    expect(await world.text(root, '/boot/passwd')).toBe('text');
    for (const path of ['/linked/passwd', '/short/passwd', '/boot', '/none'])
      expect([path, await world.text(root, path)]).toEqual([path, null]);
  });

  test('what is no block device under /dev is none', async () => {
    for (const path of ['/dev/null', join(root, 'boot'), '/dev/none']) expect([path, await world.deviceId(path)]).toEqual([path, null]);
  });
});

describe('a program with input', () => {
  test('gets exactly it, and nothing else', async () => {
    const raw = await runWithInput(['cat'], 'ab\u00fc');
    expect([raw.code, Buffer.from(raw.stdout).toString('hex')]).toEqual([0, '6162c3bc']);
    expect((await runWithInput(['cat'])).stdout.length).toBe(0);
    expect(new TextDecoder().decode((await runWithInput(['env'], 'secret')).stdout)).not.toContain('secret');
  });

  test('that is not there is missing; a path is no name of one', async () => {
    expect(await runWithInput(['no-such-program'])).toMatchObject({ missing: true, code: null });
    expect(await runWithInput(['../../tmp/x'])).toMatchObject({ missing: true });
  });

  test('may end without reading', async () => {
    expect((await runWithInput(['false'], 'x'.repeat(200_000))).code).toBe(1);
  });
});
