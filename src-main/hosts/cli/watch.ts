import type { AppContract } from '../../../src-shared/contract/app.js';
import type { RunEvent, UndoneStep } from '../../../src-shared/contract/run.js';
import type { Client } from '../../../src-shared/wire/contract.js';
import { askYesNo } from './ask.js';
import { exit, exitOfRun, worstExit } from './exit-codes.js';
import type { Output } from './output.js';
import { renderEvent } from './render/events.js';

export type WatchOptions = {
  /** Ask for consent to a changed plan; false: such a run is cancelled and ends with 8. */
  readonly ask: boolean;
  /** What the process says when Ctrl-C is pressed. */
  readonly cancelLabel: string;
  /** An undo names everything when it ends; its single steps are not shown before. */
  readonly undo?: boolean;
};

/** Shows a run of this application until it ends and returns the exit code. Ctrl-C cancels it. */
export async function watchRun(app: Client<AppContract>, run: string, output: Output, options: WatchOptions): Promise<number> {
  const codes: number[] = [];
  const cancel = (): void => {
    output.note(options.cancelLabel);
    void app['repair.cancel']({ run }).catch(() => undefined);
  };
  process.on('SIGINT', cancel);
  process.on('SIGTERM', cancel);
  try {
    for await (const event of app['repair.watch']({ run, fromSeq: 1 })) {
      show(event, output, options.undo === true && event.type === 'step-restored');
      if (event.type === 'plan-changed') codes.push(await answer(app, event, options));
      if (event.type === 'finished') codes.push(event.cancelled && codes.includes(exit.consent) ? exit.consent : exitOfRun(event));
      if (event.type === 'undone') codes.push(exitOfUndo(event.steps));
    }
  } finally {
    process.off('SIGINT', cancel);
    process.off('SIGTERM', cancel);
  }
  return worstExit(codes);
}

/** Prints an event; `quiet`: for programs only. */
export function show(event: RunEvent, output: Output, quiet = false): void {
  output.document(event);
  const text = quiet ? '' : renderEvent(event, output);
  if (text !== '') output.say(text);
}

async function answer(
  app: Client<AppContract>,
  event: Extract<RunEvent, { type: 'plan-changed' }>,
  options: WatchOptions,
): Promise<number> {
  if (options.ask && (await askYesNo('Go on with the changed plan?'))) {
    await app['repair.consent']({ run: event.run, digest: event.digest });
    return exit.done;
  }
  await app['repair.cancel']({ run: event.run });
  return exit.consent;
}

export function exitOfUndo(steps: readonly UndoneStep[]): number {
  return worstExit(
    steps.map((step) => (step.result === 'conflict' ? exit.conflict : step.result === 'not-possible' ? exit.notRepaired : exit.done)),
  );
}
