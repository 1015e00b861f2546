import type { NextRung, RoutineOutcome, RunEvent, UndoneStep } from '../../../../src-shared/contract/run.js';
import type { Outcome } from '../../../../src-shared/contract/words.js';
import { wrap, type Output } from '../output.js';
import { clean } from '../../terminal-text.js';

const words: Readonly<Record<Outcome, string>> = {
  healthy: 'nothing to do',
  needed: 'needed',
  repaired: 'repaired',
  'not-repaired': 'not repaired',
  'could-not-run': 'could not run',
  busy: 'busy',
  'restart-pending': 'needs a restart',
  'not-applicable': 'does not apply here',
  unknown: 'unknown',
};

/** One event as a line or two for people; '' for those that are not worth one. */
export function renderEvent(event: RunEvent, output: Output): string {
  switch (event.type) {
    case 'started':
      return output.style('dim', `run ${event.run} (${event.store})`);
    case 'routine':
      return output.style('bold', event.routine);
    case 'step':
      return `  ${event.step.padEnd(5)} ${clean(event.title)}`;
    case 'step-done':
      return '';
    case 'step-failed':
      return output.style('yellow', `  ${event.step.padEnd(5)} failed: ${wrap(clean(event.message), 8)}`);
    case 'step-restored':
      return `  ${event.step.padEnd(5)} ${event.result === 'restored' ? 'put back' : event.result}: ${clean(event.title)}${event.message === undefined ? '' : ` (${clean(event.message)})`}`;
    case 'log':
      return event.text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => output.style('dim', `        ${clean(line)}`))
        .join('\n');
    case 'warning':
      return output.style('yellow', clean(event.message));
    case 'plan-changed':
      return [
        output.style('yellow', `The plan for ${event.routine.id} is not what was agreed to:`),
        ...event.removed.map((line) => `  - ${clean(line)}`),
        ...event.added.map((line) => `  + ${clean(line)}`),
      ].join('\n');
    case 'verified':
      return `  = ${outcomeWord(event.outcome, output)}${event.summary === '' ? '' : `: ${wrap(clean(event.summary), 4)}`}`;
    case 'finished':
      return [
        '',
        output.style('bold', 'Result'),
        ...event.routines.flatMap((routine) => renderOutcome(routine, output)),
        nextThing(event),
        ...(event.next ? renderNext(event.next, output) : []),
      ].join('\n');
    case 'undone':
      return event.steps.map((step) => renderUndone(step, output)).join('\n');
  }
}

function outcomeWord(outcome: Outcome, output: Output): string {
  const colour = outcome === 'repaired' || outcome === 'healthy' ? 'green' : outcome === 'not-applicable' ? 'dim' : 'yellow';
  return output.style(colour, words[outcome]);
}

function renderOutcome(routine: RoutineOutcome, output: Output): string[] {
  const head = `  ${outcomeWord(routine.outcome, output)}  ${clean(routine.title)}${routine.message === undefined ? '' : ` — ${clean(routine.message)}`}`;
  return [head, ...routine.items.map((item) => `      ${outcomeWord(item.outcome, output)}  ${clean(item.title)}`)];
}

/** A run always ends with the next sensible thing. What stands of it is told by its steps: an outcome does not say whether there were any. */
function nextThing({ run, outcome, changes }: Extract<RunEvent, { type: 'finished' }>): string {
  if (outcome === 'restart-pending') return `\nRestart the machine, then: rescuepc verify ${run}`;
  const done = `What was done: rescuepc status ${run}`;
  if (!changes) return `\n${done}`;
  const { standing, canUndo, takenBack } = changes;
  if (standing + takenBack === 0) return '\nNothing was changed.';
  if (standing === 0) return `\nWhat was changed was taken back. ${done}`;
  const back =
    canUndo === 0
      ? 'It cannot be taken back.'
      : `${canUndo < standing ? 'To take back what can be' : 'To take it back'}: rescuepc undo ${run}`;
  return outcome === 'repaired' ? `\n${back}` : `\n${done}   ${back}`;
}

/** Where the complaint goes on that the run was for. */
function renderNext({ symptom, rung, command }: NextRung, output: Output): string[] {
  if (rung === null)
    return ['', `Nothing else on the ladder of '${symptom}' breaks or was left out. Look again: ${output.style('bold', command)}`];
  const head = rung.state === 'breaks' ? 'Next rung, here it breaks:' : 'Next rung, could not look:';
  return [
    '',
    output.style('yellow', head),
    `  ${output.style('bold', wrap(clean(rung.title), 2))}`,
    ...(rung.says === '' ? [] : [`  ${wrap(clean(rung.says), 2)}`]),
    ...(command === '' ? [] : [`  ${output.style('bold', command)}`]),
  ];
}

/** What an undo would do, before it is agreed to. */
export function renderUndoPlan(steps: readonly UndoneStep[], output: Output): string {
  const words = {
    restored: 'will be put back',
    already: 'is back already',
    conflict: output.style('yellow', 'conflict'),
    'not-possible': output.style('yellow', 'cannot be put back'),
  };
  return steps
    .map(
      (step) =>
        `  ${words[step.result]}  ${clean(step.title)}  ${output.style('dim', step.id)}${step.message === undefined ? '' : `\n      ${wrap(clean(step.message), 6)}`}`,
    )
    .join('\n');
}

export function renderUndone(step: UndoneStep, output: Output): string {
  const word = {
    restored: output.style('green', 'put back'),
    already: 'was back already',
    conflict: output.style('yellow', 'conflict'),
    'not-possible': output.style('yellow', 'not possible'),
  }[step.result];
  return `  ${word}  ${clean(step.title)}  ${output.style('dim', step.id)}${step.message === undefined ? '' : `\n      ${wrap(clean(step.message), 6)}`}`;
}
