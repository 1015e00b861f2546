import { AppError } from '../../../src-shared/errors.js';
import type { EventBody } from '../../../src-shared/contract/run.js';
import type { Gate } from '../../../src-shared/contract/words.js';
import type { EnginePorts } from '../engine-ports.js';
import type { Catalogue } from './catalogue.js';
import { openJournal } from './journal.js';
import type { RunContext } from './run-context.js';

/**
 * Opens a run of the engine's own store under the store's lock, does something with it and lets go of it.
 * AppError not-found, busy, damaged, newer-version.
 */
export async function withRun<T>(
  ports: EnginePorts,
  catalogue: Catalogue,
  asked: { run: string; root: string; accept?: readonly Gate[] | undefined; cancel: AbortSignal; emit(event: EventBody): void },
  work: (run: RunContext) => Promise<T>,
): Promise<T> {
  const store = await ports.store(asked.root);
  // Before the lock: on a full disk even that has no room.
  await store.makeRoom();
  const unlock = await store.lock(asked.run);
  const release = ports.inhibit(`RescuePC ${asked.run}`);
  try {
    const { folder, about } = await store.open(asked.run);
    if (about['root'] !== asked.root) {
      throw new AppError(
        'bad-input',
        `Run ${asked.run} was made on the system at ${String(about['root'])}.`,
        `Give it with --root ${String(about['root'])}.`,
      );
    }
    const journal = await openJournal(folder, ports.now);
    return await work({
      ports,
      catalogue,
      root: asked.root,
      accept: asked.accept ?? [],
      store,
      folder,
      journal,
      cancel: asked.cancel,
      emit: asked.emit,
    });
  } finally {
    release();
    await unlock();
  }
}
