import { countChanges, type RunSummary } from '../../../../src-shared/contract/run.js';
import type { ScanSummary } from '../../../../src-shared/contract/scan.js';
import type { Output } from '../output.js';
import { clean } from '../../terminal-text.js';

/** One line a run, newest first. */
export function renderRuns(runs: readonly RunSummary[], output: Output): string {
  return runs
    .map(
      (run) =>
        `${output.style('bold', run.id)}  ${run.startedAt.slice(0, 16).replace('T', ' ')}  ${stateWords(run).padEnd(16)}  ${run.routines.map((routine) => routine.id).join(', ')}`,
    )
    .join('\n');
}

/** How many looks are kept, and what the last one saw of how much. */
export function renderScans(count: number, { id, root, summary }: ScanSummary): string {
  const { urgent, soon, checked, unread, notLookedAt } = summary;
  const left = notLookedAt === undefined || notLookedAt === 0 ? '' : `, ${notLookedAt} not looked at`;
  const where = root === '/' ? '' : ` of ${clean(root)}`;
  return `${count} ${count === 1 ? 'scan' : 'scans'}, the last ${id}${where}: ${urgent} urgent, ${soon} soon; ${checked} facts read, ${unread} unread${left}`;
}

/** A run with all its steps. */
export function renderRun(run: RunSummary, output: Output): string {
  const lines = [
    output.style('bold', `Run ${run.id}`),
    `  ${stateWords(run)}, started ${run.startedAt.replace('T', ' ').slice(0, 19)} UTC by ${clean(run.by)}${run.root === '/' ? '' : ` on ${clean(run.root)}`}`,
    ...(run.state === 'finished' ? [`  ${undoWords(run)}`] : []),
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

function undoWords({ id, steps }: RunSummary): string {
  const { standing, canUndo } = countChanges(steps);
  if (standing === 0) return steps.length === 0 ? 'It changed nothing.' : 'All that it changed was taken back.';
  if (canUndo === 0) return 'What it changed cannot be taken back.';
  return `${canUndo < standing ? 'To take back what can be' : 'To take it back'}: rescuepc undo ${id}`;
}
