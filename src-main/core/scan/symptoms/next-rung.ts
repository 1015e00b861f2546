import type { Rung } from '../../../../src-shared/contract/scan.js';
import type { Symptom } from '../../../../src-shared/contract/words.js';
import type { NextRung } from '../../../../src-shared/contract/run.js';

/** A rung as it answers now, with all repairs that its question can ever name. */
export type AskedRung = { readonly rung: Rung; readonly helps: readonly string[] };

/**
 * Where to go on after repairs for a complaint. Where they failed: the next rung that breaks or could not be looked at, first the
 * other repairs of the same rung; null: none is left. Where they helped: the first rung that still breaks, since a complaint can
 * have two causes; undefined: none does. Rungs before the failed one are not offered again. Pure.
 */
export function nextRung(climbed: readonly AskedRung[], tried: readonly string[], helped: boolean): Rung | null | undefined {
  const last = climbed.findLastIndex(({ rung, helps }) => [...helps, ...rung.routines].some((id) => tried.includes(id)));
  if (helped)
    return climbed.map(({ rung }) => rung).find((rung) => rung.state === 'breaks' && !rung.routines.some((id) => tried.includes(id)));
  const here = climbed[last]?.rung;
  const others = here?.routines.slice(here.routines.findLastIndex((id) => tried.includes(id)) + 1) ?? [];
  if (here?.state === 'breaks' && others.length > 0) return { ...here, routines: others };
  const next = climbed.slice(last + 1).find(({ rung }) => rung.state !== 'fine')?.rung;
  return next ? { ...next, routines: next.routines.filter((id) => !tried.includes(id)) } : null;
}

/** The same with the command line that goes on there. */
export function offerOf(symptom: Symptom, rung: Rung | null, root: string): NextRung {
  const where = root === '/' ? '' : ` --root ${root}`;
  const [routine] = rung?.routines ?? [];
  if (routine !== undefined) return { symptom, rung, command: `rescuepc repair ${routine} --symptom ${symptom}${where}` };
  return { symptom, rung, command: rung?.state === 'breaks' ? '' : `rescuepc scan --symptom ${symptom}${where}` };
}
