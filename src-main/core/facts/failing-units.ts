import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Evidence } from '../../../src-shared/contract/words.js';
import type { Raw, Target } from '../ports.js';
import { commandLine, notUnderstood, stdoutText, unusable } from './raw.js';
import { readFailedUnits, type FailedUnit } from './readers/failed-units.js';
import { hasUnitFile, isRestarting, readUnitStates, unitProperties } from './unit-state.js';

/** `hasFile`: it can be started afresh. What was made on the fly has no file, and is gone once its failure is forgotten. */
export type FailingUnit = FailedUnit & { readonly hasFile: boolean };

const failing = ['list-units', '--state=failed,auto-restart,auto-restart-queued', '--no-pager'];

/** Asks a service manager which units have failed, or fail and are started again and again. `run` is given systemctl's words. */
export async function askFailingUnits(target: Target, run: (words: readonly string[]) => Promise<Raw>): Promise<ReadingOf<FailingUnit[]>> {
  const json = await run([...failing, '--output=json']);
  const raw = json.code === 0 || json.missing ? json : await run([...failing, '--plain', '--no-legend', '--full']);
  const listed = readFailedUnits(raw, true);
  if (!listed.known || listed.value.length === 0) return listed.known ? { ...listed, value: [] } : listed;
  const shown = await run(['show', '-p', unitProperties, '--', ...listed.value.map(({ unit }) => unit)]);
  const bad = unusable(shown);
  if (bad) return bad;
  const states = shown.code === 0 ? readUnitStates(stdoutText(shown)) : null;
  if (states === null) return notUnderstood(shown);
  const value: FailingUnit[] = [];
  const evidence: Evidence[] = [];
  for (const { unit, description } of listed.value) {
    const state = states.find((one) => one.unit === unit);
    if (state === undefined) return notUnderstood(shown);
    // A service that ends well and is started again by itself is made so.
    if (state.active !== 'failed' && !isRestarting(state)) continue;
    value.push({ unit, description, hasFile: await hasUnitFile(target, state) });
    const how = state.active === 'failed' ? 'failed' : 'fails and is started again and again';
    evidence.push({ source: commandLine(raw), line: unit, meaning: `${how}: ${description}` });
  }
  return { known: true, value, evidence };
}
