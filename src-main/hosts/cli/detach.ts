import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Plan } from '../../../src-shared/contract/plan.js';
import { AppError } from '../../../src-shared/errors.js';
import { writeDurably } from '../../adapters/durable.js';
import { newRunId } from '../../adapters/engine-ports.js';
import { userStore } from '../../adapters/os/linux.js';
import { inStore, makeStoreFolder, type StoreFolder } from '../../adapters/store-folder.js';
import type { Output } from './output.js';
import type { Session } from './session.js';

const startMs = 60_000;

/**
 * Hands an agreed plan to a process of its own session, which goes on when the terminal closes. It cannot ask for
 * a password any more: it works for root, and where sudo or pkexec ask nothing.
 */
export async function detach(session: Session, plan: Plan, agreedBy: string | undefined, output: Output): Promise<number> {
  const run = newRunId(new Date());
  const store: StoreFolder = { root: '/', path: resolve(userStore()), uid: process.getuid?.() ?? -1, machine: false };
  const names = ['plans', `${run}.json`] as const;
  await makeStoreFolder(store, [], 0o700);
  await makeStoreFolder(store, ['plans'], 0o700);
  await inStore(store, names, 'change', ({ entry }) => writeDurably(entry, Buffer.from(JSON.stringify(plan))));
  const file = join(store.path, ...names);
  const by = agreedBy === undefined ? [] : [`--agreed-by=${agreedBy}`];
  const child = spawn(process.execPath, [process.argv[1] ?? '', 'repair', '--plan', file, '--yes', '--json', ...by], {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore'],
    env: { ...process.env, RESCUEPC_RUN: run },
  });
  let ended: number | null = null;
  child.on('exit', (code) => {
    ended = code ?? 1;
  });
  const deadline = Date.now() + startMs;
  while (Date.now() < deadline) {
    const { runs } = await session.app['history.list']({ run, check: false, root: plan.request.root });
    if (runs.length > 0) {
      child.unref();
      output.document({ v: 1, type: 'detached', run });
      output.say(`Run ${run} goes on by itself.\n  rescuepc status ${run}\n  rescuepc wait ${run}\n  rescuepc cancel ${run}`);
      return 0;
    }
    if (ended !== null)
      throw new AppError(
        'elevation-unavailable',
        `The detached run ended at once (exit code ${String(ended)}).`,
        'Without a terminal nobody can be asked for a password: run it as root, or without --detach.',
      );
    await sleep(100);
  }
  throw new AppError('timed-out', 'The detached run did not begin within a minute.', "Look with 'rescuepc runs'.");
}
