import type { Outcome } from '../../../../src-shared/contract/words.js';
import type { Explanation } from '../../../core/explain/explain.js';
import { wrap, type Output } from '../output.js';
import { clean } from '../../terminal-text.js';
import { renderEvidence } from './scan.js';

const words: Readonly<Record<Outcome, readonly ['green' | 'yellow' | 'red' | 'cyan', string]>> = {
  healthy: ['green', 'it shows nothing wrong'],
  needed: ['red', 'something is wrong'],
  repaired: ['green', 'done'],
  'not-repaired': ['red', 'it failed'],
  'could-not-run': ['yellow', 'it could not run'],
  busy: ['yellow', 'something else is at work'],
  'restart-pending': ['yellow', 'a restart is needed'],
  'not-applicable': ['cyan', 'there is nothing to judge'],
  unknown: ['yellow', 'not known'],
};
const mostShown = 12;

/** For people: what the output means in plain words, the lines that say so, then what to do. */
export function renderExplanation({ command, outcome, evidence, items, advice }: Explanation, output: Output): string {
  const [colour, meaning] = words[outcome];
  const shown = evidence.slice(0, mostShown);
  const named = items.slice(0, mostShown);
  const more = (count: number, of: number): string[] => (of > count ? [`  and ${of - count} more (--json shows all)`] : []);
  return [
    `${output.style('bold', clean(command))}: ${output.style(['bold', colour], meaning)} ${output.style('dim', `(${outcome})`)}`,
    // The source is the command above; only what stands there and what it means are said.
    ...shown.flatMap((entry) => renderEvidence({ ...entry, source: '' }, 0, output)),
    ...more(shown.length, evidence.length),
    ...(items.length > 0 ? ['', ...named.map(({ title }) => `  - ${wrap(clean(title), 4)}`), ...more(named.length, items.length)] : []),
    ...(advice === '' ? [] : ['', `What to do: ${wrap(clean(advice), 0)}`]),
  ].join('\n');
}
