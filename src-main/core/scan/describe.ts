import type { FactInfo, RoutineInfo } from '../../../src-shared/contract/scan.js';
import type { Catalogue } from '../repair/catalogue.js';
import type { Routine } from '../routines/define.js';

/** The catalogue's repairs as data for lists and documents. */
export function describeRoutines(routines: readonly Routine[], os?: 'linux' | 'windows' | 'macos'): RoutineInfo[] {
  return routines
    .filter((routine) => os === undefined || routine.os.includes(os))
    .map(
      ({
        id,
        title,
        explains,
        os: systems,
        scope,
        risk,
        needsRestart,
        target,
        confirmed,
        touches,
        after,
        symptoms,
        reads,
        params,
        source,
        frees,
      }) => ({
        id,
        title,
        explains,
        os: [...systems],
        scope,
        risk,
        needsRestart,
        target,
        confirmed,
        touches: [...touches],
        after: [...after],
        symptoms: [...symptoms],
        reads: [...reads],
        params: { ...params },
        source,
        ...(frees === true ? { frees } : {}),
      }),
    );
}

export function describeFacts(catalogue: Catalogue): FactInfo[] {
  return catalogue.facts.map(({ id, title, cost, needs, heavy }) => ({
    id,
    title,
    cost,
    needs: [...needs],
    ...(heavy === true ? { heavy } : {}),
  }));
}
