import { setTimeout as sleep } from 'node:timers/promises';
import { countChanges, type RunEvent, type RunSummary } from '../../../../src-shared/contract/run.js';
import { AppError } from '../../../../src-shared/errors.js';
import { parse } from '../args.js';
import { exitOfRun } from '../exit-codes.js';
import { findRun, runId } from '../find-run.js';
import type { Output } from '../output.js';
import { openSession } from '../session.js';
import { show } from '../watch.js';

const everyMs = 300;

/** Follows a run of another process by its journal. */
export async function main(args: readonly string[], output: Output): Promise<number> {
  const { words } = parse('wait', args, {}, { min: 1, max: 1, what: 'one run' });
  const id = runId(words[0]);
  const session = openSession(output);
  try {
    let seq = 0;
    const shown = new Set<string>();
    const emit = (event: Record<string, unknown>): void => {
      seq += 1;
      show({ v: 1, run: id, seq, at: new Date().toISOString(), ...event } as RunEvent, output);
    };
    for (;;) {
      const run = await findRun(session.app, id);
      for (const step of run.steps) {
        const key = `${step.routine}/${step.step}/${step.state}`;
        if (shown.has(key)) continue;
        shown.add(key);
        if (step.state === 'in-flight' || !shown.has(`${step.routine}/${step.step}/in-flight`))
          emit({ type: 'step', routine: step.routine, step: step.step, title: step.title, does: step.does, commands: step.commands });
        if (step.state === 'done') emit({ type: 'step-done', routine: step.routine, step: step.step, title: step.title });
      }
      if (run.state === 'unfinished')
        throw new AppError('damaged', `Run ${id} was interrupted and nobody works on it.`, `rescuepc recover ${id}`);
      if (run.state !== 'running' && run.state !== 'waiting-for-consent') {
        const finished = finishedOf(run);
        emit({ type: 'finished', ...finished });
        return exitOfRun(finished);
      }
      await sleep(everyMs);
    }
  } finally {
    await session.close();
  }
}

function finishedOf(run: RunSummary) {
  return {
    outcome: run.outcome ?? 'unknown',
    cancelled: run.cancelled,
    routines: run.routines.flatMap((routine) => (routine.after ? [routine.after] : [])),
    changes: countChanges(run.steps),
  };
}
