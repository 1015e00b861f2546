import { AppError } from '../../../src-shared/errors.js';
import type { Child } from '../ports.js';
import { userOf } from './plan.js';
import { stepsOf } from './progress.js';
import type { RunContext } from './run-context.js';

const longestMs = 120_000;

/** As whom steps of a run were done; without a user: as whom this engine works. */
type Owner = { readonly uid: number; readonly user?: string | undefined };

/**
 * Waits for commands of a run that still live. AppError busy if one of the engine's own does not end. One that ran as a person is waited
 * for no longer than that: he alone decides how long it lives, and what he may change is all that it can.
 */
export async function waitForChildren(run: RunContext): Promise<void> {
  const { ports } = run;
  const owners = await ownersOf(run);
  const deadline = ports.now().getTime() + longestMs;
  for (;;) {
    const left = await childrenLeft(run, owners);
    const first = left.find(({ user }) => user === undefined) ?? left[0];
    if (first === undefined) return;
    if (ports.now().getTime() <= deadline) await ports.sleep(250);
    else if (first.user === undefined)
      throw new AppError(
        'busy',
        `A command of run ${run.folder.id} still runs (process ${first.child.pid}).`,
        'Wait until it has ended, then recover again. It is not killed, because that would do harm.',
      );
    else
      return run.emit({ type: 'warning', message: `A command that ran as ${first.user} has not ended; it is not waited for any longer.` });
  }
}

async function ownersOf({ ports, root, journal }: RunContext): Promise<Owner[]> {
  const users = new Set(stepsOf(journal.rows).map((step) => userOf(ports, step.record.body).user));
  const people = (await ports.profiles(await ports.target({ root }))).filter(({ name }) => users.has(name));
  return [{ uid: ports.host.uid }, ...people.map(({ uid, name }) => ({ uid, user: name }))];
}

/** Living children with the run's mark, and the last that was journaled. */
async function childrenLeft(
  { ports, journal, folder }: RunContext,
  owners: readonly Owner[],
): Promise<{ child: Child; user: string | undefined }[]> {
  const { host } = ports;
  const bootId = await host.bootId();
  const last = journal.rows.findLast((row) => row.type === 'child' && row.bootId === bootId);
  const step = stepsOf(journal.rows).find((one) => last?.type === 'child' && one.routine === last.routine && one.record.id === last.step);
  const lastUser = step === undefined ? undefined : userOf(ports, step.record.body).user;
  const left: { child: Child; user: string | undefined }[] = [];
  for (const { uid, user } of owners) {
    const journaled = last?.type === 'child' && user === lastUser ? [last.child] : [];
    for (const child of [...(await host.living(folder.id, uid)), ...journaled]) if (await host.isLiving(child)) left.push({ child, user });
  }
  return left;
}
