import type { MachineChanges } from '../../../../src-shared/contract/machine-changes.js';
import type { RunSummary } from '../../../../src-shared/contract/run.js';
import type { Output } from '../output.js';
import { clean } from '../../terminal-text.js';

export type OwnChange = { readonly run: string; readonly at: string } & RunSummary['steps'][number];

/** What we changed, then, clearly apart, what is otherwise on the machine since. `all`: every run could be read. */
export function renderChanges(own: readonly OwnChange[], machine: MachineChanges | null, all: boolean, output: Output): string {
  const ours =
    own.length === 0
      ? [all ? 'RescuePC changed nothing since then that still stands.' : 'Not known: not all runs could be read.']
      : own.flatMap((change) => [
          `${when(change.at)}  ${change.run}/${change.routine}/${change.step}${change.state === 'done' ? '' : `  (${attempts[change.state]})`}`,
          `    ${clean(change.title)}`,
          ...change.does.map((line) => `      ${clean(line)}`),
          ...change.commands.map((argv) => `      ${clean(argv.join(' '))}`),
        ]);
  return [output.style('bold', 'Changed by us'), ...ours, '', ...renderMachine(machine, output)].join('\n');
}

/** A step that came to no good end may have changed something all the same. */
const attempts = { 'in-flight': 'cut off', failed: 'failed', restored: 'taken back' } as const;

function renderMachine(machine: MachineChanges | null, output: Output): string[] {
  const head = output.style('bold', 'Changed since on the machine, whoever did it');
  if (machine === null) return [head, "Not known: two scans since then are needed. 'rescuepc scan' makes one."];
  const steady = machine.facts.filter((fact) => !fact.momentary);
  const moment = machine.facts.filter((fact) => fact.momentary);
  const lines = [
    ...machine.gone.map(({ title, severity }) => `  -  gone: ${clean(title)} (${severity})`),
    ...machine.new.map(({ title, severity }) => `  +  new:  ${clean(title)} (${severity})`),
    ...machine.uncompared.map(
      ({ title, seenIn }) => `  ?  only looked at in the ${seenIn === 'from' ? 'earlier' : 'later'} scan: ${clean(title)}`,
    ),
    ...steady.flatMap(({ id, before, after, more }) => [
      `  ~  ${id}${more > 0 ? ` (and ${more} more ${more === 1 ? 'line' : 'lines'})` : ''}`,
      `       before: ${clean(before) || 'nothing'}`,
      `       after:  ${clean(after) || 'nothing'}`,
    ]),
    ...(moment.length > 0 ? [`  ~  measured anew: ${moment.map(({ id }) => id).join(', ')}`] : []),
  ];
  const span = `between the scans of ${when(machine.from.startedAt)} (${machine.from.id}) and ${when(machine.to.startedAt)} (${machine.to.id})`;
  return [head, output.style('dim', span), ...(lines.length === 0 ? ['Nothing in what both have read.'] : lines)];
}

function when(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
