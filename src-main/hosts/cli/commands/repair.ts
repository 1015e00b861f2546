import { Value } from 'typebox/value';
import { Plan, type PlanRequest } from '../../../../src-shared/contract/plan.js';
import { AppError } from '../../../../src-shared/errors.js';
import { flag, parse, text, type Values } from '../args.js';
import { askYesNo } from '../ask.js';
import { detach } from '../detach.js';
import { exit } from '../exit-codes.js';
import { openGiven, readGiven } from '../given-file.js';
import type { Output } from '../output.js';
import { renderPlan } from '../render/plan.js';
import { chooseSelection } from '../recommend.js';
import { withRoot } from '../root.js';
import { planRequest, rootOf } from '../selection.js';
import { openSession, type Session } from '../session.js';
import { planToShow } from '../show-plan.js';
import { watchRun } from '../watch.js';

const options = {
  recommended: { type: 'boolean' },
  plan: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
  set: { type: 'string', multiple: true },
  accept: { type: 'string', multiple: true },
  symptom: { type: 'string' },
  detach: { type: 'boolean' },
  root: { type: 'string' },
  user: { type: 'string' },
  'agreed-by': { type: 'string' },
} as const;

export async function main(args: readonly string[], output: Output): Promise<number> {
  const { values: given, words } = parse('repair', args, options, { min: 0, max: 1_000, what: 'selections' });
  const session = openSession(output);
  try {
    const file = text(given, 'plan');
    const agreed = file === undefined ? null : await readPlanFile(file, words);
    const asked = flag(given, 'yes') || output.interactive;
    if (flag(given, 'detach') && text(given, 'root')?.startsWith('/dev/') === true)
      throw new AppError(
        'unsupported',
        'A device is open only as long as this command runs.',
        'Leave --detach out, or mount it yourself and give the folder.',
      );
    const values = await withRoot(session, given, output, asked);
    if (agreed && text(values, 'root') !== undefined && agreed.request.root !== rootOf(values))
      throw new AppError(
        'bad-input',
        `This plan is for the system at ${agreed.request.root}, not for the one that --root names.`,
        'Make it again.',
      );
    const request = agreed ? agreed.request : planRequest(await chooseSelection(session.app, words, values), values);
    if (request.root !== '/')
      output.note(`This is for the system at ${request.root}. Commands run inside it: they are programs from that disk, without network.`);
    const yes = flag(values, 'yes') || (agreed !== null && process.env['RESCUEPC_RUN'] !== undefined);
    if (!yes && !output.interactive) return await showOnly(session, request, output);
    return await planAndRun(session, request, agreed, values, output, yes);
  } finally {
    await session.close();
  }
}

/** Without a terminal and without --yes nothing is asked and nothing is run. */
async function showOnly(session: Session, request: PlanRequest, output: Output): Promise<number> {
  const plan = await planToShow(session, request, output);
  output.document({ v: 1, type: 'plan', ...plan });
  output.say(renderPlan(plan, output));
  output.note('Nothing was changed: there is no terminal to ask on. Agree with --yes, or with --plan FILE --yes to exactly one plan.');
  return exit.consent;
}

async function planAndRun(
  session: Session,
  request: PlanRequest,
  agreed: Plan | null,
  values: Values,
  output: Output,
  yes: boolean,
): Promise<number> {
  const plan = await session.app['repair.plan']({ request, elevate: true });
  if (!output.json) output.say(renderPlan(plan, output));
  if (agreed && agreed.digest !== plan.digest) {
    output.document({ v: 1, type: 'plan', ...plan });
    throw new AppError(
      'plan-changed',
      'The machine is not as it was when this plan was made; nothing was changed.',
      'Look at the plan above and agree to that one.',
    );
  }
  const repairs = plan.parts.flatMap((part) => part.routines).filter((routine) => routine.stages.length > 0).length;
  if (!yes && repairs > 0 && !(await askYesNo(`Start ${repairs} ${repairs === 1 ? 'repair' : 'repairs'}?`))) {
    output.note('Nothing was changed.');
    return exit.cancelled;
  }
  if (flag(values, 'detach')) return await detach(session, plan, text(values, 'agreed-by'), output);
  const agreedBy = text(values, 'agreed-by');
  const { run } = await session.app['repair.start']({
    digest: plan.digest,
    ...ownRunId(),
    ...(agreedBy === undefined ? {} : { agreedBy }),
  });
  return await watchRun(session.app, run, output, {
    ask: output.interactive && !yes,
    cancelLabel: 'Stopping after the step in flight; a package or disk repair is never cut off.',
  });
}

/** A detached run has its id from the command that started it. */
function ownRunId(): { run?: string } {
  const run = process.env['RESCUEPC_RUN'];
  return run === undefined ? {} : { run };
}

async function readPlanFile(file: string, words: readonly string[]): Promise<Plan> {
  if (words.length > 0) throw new AppError('usage', 'Give either selections or --plan, not both.');
  const content = await readGiven(openGiven(file)).catch(() => null);
  if (content === null)
    throw new AppError('bad-input', `The plan ${file} cannot be read.`, "Make one with 'rescuepc plan SELECTION --out FILE'.");
  try {
    const document: unknown = JSON.parse(content.toString());
    if (Value.Check(Plan, document)) return document;
  } catch {
    // Said below, with what to do.
  }
  throw new AppError('bad-input', `${file} is not a plan of RescuePC.`, "Make one with 'rescuepc plan SELECTION --out FILE'.");
}
