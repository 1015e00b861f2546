import type { StepBody } from '../../src-shared/contract/step.js';
import type { Backup } from '../../src-main/core/repair/rows.js';
import { executorOf, journaledBody } from '../../src-main/core/repair/steps/index.js';
import type { StepContext } from '../../src-main/core/repair/steps/types.js';
import { createFakeFolder, type FakeRunFolder } from './fake-store.js';
import type { FakeWorld } from './fake-world.js';

/** A context in which an executor can be tried alone; what it logs is kept. */
export async function fakeContext(world: FakeWorld): Promise<StepContext & { readonly folder: FakeRunFolder; readonly said: string[] }> {
  const said: string[] = [];
  return {
    target: await world.ports.target({ root: '/' }),
    folder: createFakeFolder('20261122-100000-0000aa'),
    profiles: world.machine.profiles,
    quarantine: '/var/lib/rescuepc/quarantine',
    scripts: world.ports.scripts,
    name: 'r-1.1',
    marker: '20261122-100000-0000aa/r/1.1',
    signal: new AbortController().signal,
    replaying: false,
    said,
    log: (text) => void said.push(text),
    sleep: (ms) => world.ports.sleep(ms),
    started: () => Promise.resolve(),
  };
}

/** Observes, keeps and applies a step as a run does, and gives a way back that knows only what the journal has. */
export async function applied(world: FakeWorld, body: StepBody) {
  const executor = executorOf(body);
  const context = await fakeContext(world);
  const before = await executor.observe(body, context.target);
  const backups: Backup[] = [...(await executor.capture(body, context))];
  backups.push(...(await executor.apply(body, context)));
  const after = await executor.observe(body, context.target);
  return {
    before,
    after,
    backups,
    context,
    restore: () => executor.restore(journaledBody(body), context, { before, after, backups }),
  };
}
