import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startWorker } from '../../../src-main/adapters/elevation.js';
import { expectProtected } from '../../../src-main/adapters/protected-path.js';
import { isRoot } from './temp.js';

/** Greets as root's worker does each time it is asked to, and from the second time on says something for a person. */
const fakeWorker = `
const words = ['', 'a disk was left open\\nand a line that is c', 'ut\\n'];
process.stdin.on('data', (chunk) => {
  for (const line of String(chunk).trim().split('\\n')) {
    const { id, op } = JSON.parse(line);
    if (op !== 'open') continue;
    const items = [{ v: 1, version: '0', uid: 0, pid: process.pid, store: 'machine' }];
    process.stdout.write(JSON.stringify({ op: 'end', id, items }) + '\\n');
    process.stderr.write(words.shift());
  }
});
process.stdin.on('end', () => process.exit(0));
`;

test.runIf(isRoot)('what the worker says for a person reaches whoever started it, line by line', async () => {
  const safe = await expectProtected(process.execPath).then(
    () => true,
    () => false,
  );
  const folder = await mkdtemp('/run/rescuepc-unit-');
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'out'));
  const file = join(folder, 'out', 'worker.cjs');
  await writeFile(file, fakeWorker);
  if (!safe) {
    // This checkout's Node lies where others than root can change it: root starts nothing with it.
    await expect(startWorker(file, false)).rejects.toMatchObject({ code: 'unsafe-place' });
    return;
  }
  const worker = await startWorker(file, false);
  const heard: string[] = [];
  worker.onSaid((line) => heard.push(line));
  await worker.engine['engine.hello']({});
  await expect.poll(() => heard).toEqual(['a disk was left open']);
  await worker.engine['engine.hello']({});
  await expect.poll(() => heard).toEqual(['a disk was left open', 'and a line that is cut']);
  worker.close();
});
