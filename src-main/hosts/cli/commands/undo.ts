import type { UndoneStep } from '../../../../src-shared/contract/run.js';
import { AppError } from '../../../../src-shared/errors.js';
import { flag, parse, type Values } from '../args.js';
import { askYesNo } from '../ask.js';
import { exit } from '../exit-codes.js';
import { runId } from '../find-run.js';
import type { Output } from '../output.js';
import { renderUndoPlan } from '../render/events.js';
import { withRoot } from '../root.js';
import { rootOf } from '../selection.js';
import { openSession, type Session } from '../session.js';
import { exitOfUndo, watchRun } from '../watch.js';

const options = {
  last: { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  root: { type: 'string' },
  user: { type: 'string' },
} as const;

type Target = { run: string; routine?: string; step?: string; root: string };

export async function main(args: readonly string[], output: Output): Promise<number> {
  const { values: given, words } = parse('undo', args, options, { min: 0, max: 1, what: 'one run, or --last' });
  const session = openSession(output);
  try {
    const values = await withRoot(session, given, output, true);
    return await undo(session, await chooseTarget(session, words[0], values), flag(values, 'yes'), output);
  } finally {
    await session.close();
  }
}

async function chooseTarget(session: Session, word: string | undefined, values: Values): Promise<Target> {
  const root = rootOf(values);
  if (flag(values, 'last') !== (word === undefined))
    throw new AppError('usage', 'What shall be undone? Give a run or --last.', "'rescuepc history' lists all runs.");
  if (word === undefined) {
    const { runs, unreadable } = await session.app['history.list']({ check: false, root });
    const last = runs.find((run) => !run.undone && run.steps.some((step) => step.state === 'done'));
    if (!last && unreadable[0] !== undefined)
      throw new AppError('damaged', unreadable[0], "'rescuepc history' names all that cannot be read.");
    if (!last)
      throw new AppError('not-found', 'There is nothing to undo.', "'rescuepc history' shows what was done and what was taken back.");
    return { run: last.id, root };
  }
  const [run = '', routine, step] = word.split('/');
  return { run: runId(run), root, ...(routine === undefined ? {} : { routine }), ...(step === undefined ? {} : { step }) };
}

/** Shows what would happen, asks, asks again where a warning or a conflict stands, and takes back. */
async function undo(session: Session, target: Target, yes: boolean, output: Output): Promise<number> {
  const steps = await session.app['undo.preview'](target);
  const open = steps.filter((step) => step.result === 'restored' || step.result === 'conflict');
  if (!yes || open.length === 0) output.say(renderUndoPlan(steps, output));
  if (open.length === 0) {
    output.document({ v: 1, type: 'undone', run: target.run, seq: 1, at: new Date().toISOString(), steps });
    output.note(steps.some((step) => step.result === 'not-possible') ? 'Nothing of it can be put back.' : 'There is nothing to put back.');
    return exitOfUndo(steps);
  }
  const warned = await acceptWarnings(open, output);
  if (warned === null) return exit.consent;
  if (!yes) {
    if (!output.interactive) {
      output.document({ v: 1, type: 'undo-plan', run: target.run, steps });
      output.note('Nothing was changed: there is no terminal to ask on. Agree with --yes.');
      return exit.consent;
    }
    if (!(await askYesNo(`Put back ${open.length} ${open.length === 1 ? 'thing' : 'things'}?`))) return exit.cancelled;
  }
  const overwrite = output.interactive && !yes ? await decideConflicts(open) : [];
  const { run } = await session.app['undo.start']({ ...target, overwrite, warned });
  return watchRun(session.app, run, output, { ask: false, undo: true, cancelLabel: 'An undo is not cut off; it ends by itself.' });
}

/** Routines whose warning a person accepted; null if one was not. Never accepted by --yes. */
async function acceptWarnings(steps: readonly UndoneStep[], output: Output): Promise<string[] | null> {
  const warnings = new Map(
    steps.flatMap((step) => (step.warning === undefined ? [] : [[step.id.split('/')[0] ?? '', step.warning] as const])),
  );
  for (const [routine, warning] of warnings) {
    output.note(output.style(['bold', 'yellow'], `${routine}: ${warning}`));
    if (!output.interactive) {
      output.note('This is asked for in a terminal only; nothing was changed.');
      return null;
    }
    if (!(await askYesNo('Do it all the same?'))) return null;
  }
  return [...warnings.keys()];
}

/** Each conflict is shown above; a person decides for each whether what stands there now is overwritten. */
async function decideConflicts(steps: readonly UndoneStep[]): Promise<string[]> {
  const overwrite: string[] = [];
  for (const step of steps.filter((candidate) => candidate.result === 'conflict'))
    if (await askYesNo(`${step.title}: ${step.message ?? ''} Overwrite it?`)) overwrite.push(step.id);
  return overwrite;
}
