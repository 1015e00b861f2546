import type { Plan, PlannedRoutine } from '../../../../src-shared/contract/plan.js';
import type { Outcome } from '../../../../src-shared/contract/words.js';
import { wrap, type Output } from '../output.js';
import { clean } from '../../terminal-text.js';

/** A plan for people: each repair with what is wrong, its exact steps, risk, and whether it can be undone. */
export function renderPlan(plan: Plan, output: Output): string {
  const lines: string[] = [];
  let number = 0;
  for (const part of plan.parts) {
    if (part.provisional)
      lines.push(
        output.style('yellow', 'Provisional: made without the rights to look at everything. It is made again before anything runs.'),
        '',
      );
    for (const routine of part.routines) {
      number += 1;
      lines.push(...renderRoutine(number, routine, output), '');
    }
  }
  if (number === 0) lines.push('No repair is in this plan.');
  else lines.push(output.style('dim', `plan ${plan.digest.slice(0, 16)}`));
  return lines.join('\n');
}

export function renderRoutine(number: number, routine: PlannedRoutine, output: Output): string[] {
  const facts = [`risk ${routine.risk}`, routine.needsRestart ? 'needs a restart' : 'no restart', undoWords(routine)];
  const lines = [
    output.style('bold', `${number}  ${routine.title}`),
    `   ${output.style('dim', routine.id)}  ${wrap(facts.join(' · '), 3)}`,
    `   ${wrap(clean(routine.diagnosis.summary), 3)}`,
  ];
  for (const gate of routine.gates)
    lines.push(
      output.style(
        'yellow',
        `   gate ${gate.gate}: ${gate.why} ${gate.accepted ? '(accepted)' : gate.acceptable ? `(--accept ${gate.gate})` : '(cannot be accepted)'}`,
      ),
    );
  if (routine.stages.length === 0) {
    lines.push(`   ${withoutSteps[routine.diagnosis.outcome] ?? 'nothing to do'}`);
    return lines;
  }
  for (const [index, stage] of routine.stages.entries()) {
    if (index > 0) lines.push(output.style('dim', stage.onlyIf === 'still-needed' ? '   only if that was not enough:' : '   then:'));
    for (const step of stage.steps) {
      for (const line of step.does) lines.push(`   ${step.id.padEnd(5)} ${clean(line)}`);
      for (const argv of step.commands) lines.push(`   ${step.id.padEnd(5)} run    ${output.style('cyan', clean(argv.join(' ')))}`);
      for (const argv of step.body.refresh ?? []) lines.push(`   ${' '.repeat(5)} then   ${output.style('cyan', clean(argv.join(' ')))}`);
    }
  }
  return lines;
}

/** Only what is healthy has nothing to do. */
const withoutSteps: Readonly<Partial<Record<Outcome, string>>> = {
  needed: 'nothing of what was chosen can be repaired here',
  'not-applicable': 'does not apply here',
  busy: 'something else is at work; it is planned again at its turn, and asked for if there is something to do',
  unknown: 'cannot be planned yet; it is planned again at its turn, and asked for if there is something to do',
};

function undoWords({ reversibility }: PlannedRoutine): string {
  switch (reversibility.level) {
    case 'exact':
      return 'can be undone exactly';
    case 'best-effort':
      return `can be undone as far as possible: ${reversibility.why}`;
    case 'none':
      return `cannot be undone: ${reversibility.why}`;
  }
}
