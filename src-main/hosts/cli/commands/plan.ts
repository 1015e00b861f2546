import { writeFile } from 'node:fs/promises';
import { parse, text } from '../args.js';
import type { Output } from '../output.js';
import { renderPlan } from '../render/plan.js';
import { chooseSelection } from '../recommend.js';
import { withRoot } from '../root.js';
import { planRequest } from '../selection.js';
import { openSession } from '../session.js';
import { planToShow } from '../show-plan.js';

const options = {
  recommended: { type: 'boolean' },
  set: { type: 'string', multiple: true },
  accept: { type: 'string', multiple: true },
  symptom: { type: 'string' },
  out: { type: 'string' },
  root: { type: 'string' },
  user: { type: 'string' },
} as const;

export async function main(args: readonly string[], output: Output): Promise<number> {
  const { values: given, words } = parse('plan', args, options, { min: 0, max: 1_000, what: 'selections' });
  const session = openSession(output);
  try {
    const values = await withRoot(session, given, output, false);
    const selection = await chooseSelection(session.app, words, values);
    const plan = await planToShow(session, planRequest(selection, values), output);
    const document = { v: 1, type: 'plan', ...plan };
    output.document(document);
    const out = text(values, 'out');
    if (out !== undefined) await writeFile(out, `${JSON.stringify(document, null, 2)}\n`);
    if (!output.json) output.say(renderPlan(plan, output));
    if (out !== undefined) output.note(`The plan was written to ${out}. 'rescuepc repair --plan ${out}' runs it, and nothing else.`);
    return 0;
  } finally {
    await session.close();
  }
}
