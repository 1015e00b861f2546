import { resolve } from 'node:path';
import type { Params, PlanRequest, Selected } from '../../../src-shared/contract/plan.js';
import { gates, symptoms, type Gate } from '../../../src-shared/contract/words.js';
import { AppError } from '../../../src-shared/errors.js';
import { choice, list, text, type Values } from './args.js';

/** `ROUTINE` or `ROUTINE=ITEM,...`; the same routine twice is one selection with both items. */
export function parseSelection(words: readonly string[]): Selected[] {
  const byRoutine = new Map<string, string[] | undefined>();
  for (const word of words) {
    const at = word.indexOf('=');
    const routine = at < 0 ? word : word.slice(0, at);
    const items =
      at < 0
        ? undefined
        : word
            .slice(at + 1)
            .split(',')
            .filter((item) => item !== '');
    if (routine === '' || items?.length === 0)
      throw new AppError('usage', `'${word}' is not a selection.`, 'Write ROUTINE or ROUTINE=ITEM,ITEM.');
    const known = byRoutine.get(routine);
    byRoutine.set(
      routine,
      byRoutine.has(routine) && (known === undefined || items === undefined)
        ? undefined
        : [...(known ?? []), ...(items ?? [])].length > 0
          ? [...(known ?? []), ...(items ?? [])]
          : undefined,
    );
  }
  return [...byRoutine].map(([routine, items]) => (items === undefined ? { routine } : { routine, items: [...new Set(items)] }));
}

/** What the command line asks the planner for. */
export function planRequest(selection: readonly Selected[], values: Values): PlanRequest {
  const user = text(values, 'user');
  const symptom = choice(values, 'symptom', symptoms);
  return {
    selection: [...selection],
    params: parseParams(list(values, 'set')),
    accept: parseGates(list(values, 'accept')),
    root: rootOf(values),
    ...(symptom === undefined ? {} : { symptom }),
    ...(user === undefined ? {} : { user }),
  };
}

/** The system to work on; '/' is the running one. */
export function rootOf(values: Values): string {
  const root = text(values, 'root');
  return root === undefined ? '/' : resolve(root);
}

/** Gates that a person accepts. AppError usage names those there are. */
export function parseGates(names: readonly string[]): Gate[] {
  return names.map((name) => {
    const gate = gates.find((candidate) => candidate === name);
    if (gate === undefined) throw new AppError('usage', `There is no gate '${name}'.`, `Gates: ${gates.join(', ')}.`);
    return gate;
  });
}

/** `ROUTINE.PARAM=VALUE` */
function parseParams(words: readonly string[]): Record<string, Params> {
  const params: Record<string, Params> = {};
  for (const word of words) {
    const match = /^([a-z0-9-]+)\.([A-Za-z0-9]+)=(.*)$/.exec(word);
    const [, routine, name, value] = match ?? [];
    if (routine === undefined || name === undefined || value === undefined)
      throw new AppError('usage', `'${word}' is not an option of a routine.`, 'Write --set ROUTINE.PARAM=VALUE.');
    params[routine] = { ...params[routine], [name]: value };
  }
  return params;
}
