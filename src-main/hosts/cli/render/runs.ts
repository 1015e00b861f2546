import type { RunSummary } from '../../../../src-shared/contract/run.js';
import type { Output } from '../output.js';
import { clean } from './scan.js';

/** One line a run, newest first. */
export function renderRuns(runs: readonly RunSummary[], output: Output): string {
  return runs
    .map(
      (run) =>
        `${output.style('bold', run.id)}  ${run.startedAt.slice(0, 16).replace('T', ' ')}  ${stateWords(run).padEnd(16)}  ${run.routines.map((routine) => routine.id).join(', ')}`,
    )
    .join('\n');
}

/** A run with all its steps. */
export function renderRun(run: RunSummary, output: Output): string {
  const lines = [
    output.style('bold', `Run ${run.id}`),
    `  ${stateWords(run)}, started ${run.startedAt.replace('T', ' ').slice(0, 19)} UTC by ${run.by}${run.root === '/' ? '' : ` on ${run.root}`}`,
  ];
  for (const routine of run.routines) {
    lines.push(
      `  ${output.style('bold', routine.id)}  ${routine.after?.outcome ?? 'not ended'}${routine.after?.message === undefined ? '' : `: ${clean(routine.after.message)}`}`,
      `      before: ${clean(routine.before.summary)}`,
    );
    for (const step of run.steps.filter((candidate) => candidate.routine === routine.id)) {
      lines.push(`      ${step.step.padEnd(5)} ${step.state.padEnd(9)} ${clean(step.title)}`);
      for (const argv of step.commands) lines.push(output.style('dim', `                      ${clean(argv.join(' '))}`));
    }
  }
  lines.push(output.style('dim', `  journal head ${run.head}`));
  return lines.join('\n');
}

function stateWords(run: RunSummary): string {
  if (run.state !== 'finished')
    return {
      running: 'running',
      'waiting-for-consent': 'waits for consent',
      unfinished: 'unfinished',
      'restart-pending': 'needs a restart',
    }[run.state];
  return run.undone ? 'taken back' : (run.outcome ?? 'finished');
}
