import type { PlannedRoutine, Stage } from '../../../src-shared/contract/plan.js';
import type { Step } from '../../../src-shared/contract/step.js';

/** What a line of a step is about: something is kept, changed, moved, deleted, run, or run afterwards. */
export type LineKind = 'keep' | 'change' | 'move' | 'delete' | 'run' | 'after';
/** One line of a step, in the engine's exact words or as the exact command. */
export type StepLine = { readonly kind: LineKind; readonly text: string; readonly argv?: readonly string[] };
/** A step in its stage, as it is shown and compared. */
export type ShownStep = {
  readonly id: string;
  readonly stage: number;
  readonly onlyIf: Stage['onlyIf'];
  readonly step: Step;
  readonly lines: readonly StepLine[];
};

export function shownSteps(routine: Pick<PlannedRoutine, 'stages'>): ShownStep[] {
  return routine.stages.flatMap(({ onlyIf, steps }, stage) =>
    steps.map((step) => ({ id: step.id, stage, onlyIf, step, lines: stepLines(step) })),
  );
}

/** Everything that a step does, in the order in which it happens. */
export function stepLines({ body, does, commands }: Step): StepLine[] {
  // A command's own words are its argv: what else it says is what is kept of that which it changes. A script says its name last.
  const kept = body.kind === 'command' ? does.length : body.kind === 'script' ? does.length - 1 : 0;
  const doing = body.kind === 'delete' ? 'delete' : body.kind === 'move-aside' ? 'move' : 'change';
  return [
    ...does.map((text, index): StepLine => ({ kind: index < kept ? 'keep' : doing, text })),
    ...commands.map((argv): StepLine => ({ kind: 'run', text: argv.join(' '), argv })),
    ...(body.refresh ?? []).map((argv): StepLine => ({ kind: 'after', text: argv.join(' '), argv })),
  ];
}
