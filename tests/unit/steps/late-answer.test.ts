import { expect, test } from 'vitest';
import { applied } from '../../fakes/fake-context.js';
import { commandStep } from '../../fakes/fake-catalogue.js';
import type { FakeAnswer } from '../../fakes/fake-exec.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const late: FakeAnswer = { code: 1, stderr: 'Error: failed to set networking: Timeout was reached\n' };
const inverse = { kind: 'inverse' as const, argv: ['nmcli', 'networking', 'off'], exact: true, why: '' };
const step = commandStep(['nmcli', 'networking', 'on'], { reader: 'nmcli', undo: inverse });

test.each<[string, FakeAnswer]>([
  ['the bus gives up waiting', late],
  ['nmcli gives up waiting', { code: 3 }],
  ['its words in the output file', { code: 1, stdout: 'Error: failed to set networking: Timeout was reached\n' }],
  ['our own limit is over', { code: null, signal: 'SIGTERM', timedOut: true }],
])('%s: the step is done, and the diagnosis judges', async (_what, answer) => {
  const world = createFakeWorld();
  world.exec.on('nmcli', answer);
  await expect(applied(world, step)).resolves.toBeDefined();
});

test.each<[string, FakeAnswer]>([
  ['NetworkManager does not run', { code: 8 }],
  ['no permission', { code: 1, stderr: 'Error: failed to set networking: Not authorized to perform this operation\n' }],
  ['a signal', { code: null, signal: 'SIGKILL' }],
])('%s: the step failed', async (_what, answer) => {
  const world = createFakeWorld();
  world.exec.on('nmcli', answer);
  await expect(applied(world, step)).rejects.toMatchObject({ code: 'step-failed' });
});

test('an undo that was answered too late is asked for once more; only a clear answer counts', async () => {
  for (const [second, ends] of [
    [{}, 'restored'],
    [late, 'step-failed'],
  ] as const) {
    const world = createFakeWorld();
    world.exec.on('nmcli networking on', {});
    const answers: FakeAnswer[] = [late, second];
    world.exec.on('nmcli networking off', () => answers.shift() ?? {});
    const done = await applied(world, step);
    const restored = await done.restore().catch((error: { code: string }) => error.code);
    expect(restored).toBe(ends);
    expect(answers).toEqual([]);
  }
});
