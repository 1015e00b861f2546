import type { StepBody, StepOf } from '../../../src-shared/contract/step.js';
import type { DraftStage } from './define.js';

type Command = StepOf<'command'>;
type Usual = 'scope' | 'captures' | 'okExit' | 'produces' | 'reader';

/** A command of the machine's that keeps and leaves nothing and ends well with 0 alone, where nothing else is said. */
export function command(said: Omit<Command, 'kind' | Usual> & Partial<Pick<Command, Usual>>): Command {
  return { kind: 'command', scope: 'machine', captures: [], okExit: [0], produces: [], reader: 'exit-code', ...said };
}

/** A stage of its own for these steps; none where there is nothing to do. */
export function always(steps: readonly StepBody[]): DraftStage[] {
  return steps.length === 0 ? [] : [{ onlyIf: 'always', steps }];
}
