import type { Plan, PlannedRoutine, PlanPart } from '../../../src-shared/contract/plan.js';
import type { Reversibility } from '../../../src-shared/contract/words.js';

/** A routine of a plan, with whose work it is. */
export type PlanEntry = { readonly key: string; readonly part: PlanPart; readonly routine: PlannedRoutine };

export function entriesOf(plan: Plan): PlanEntry[] {
  return plan.parts.flatMap((part) => part.routines.map((routine) => ({ key: `${part.scope}/${routine.id}`, part, routine })));
}

/** What becomes of a routine: it runs, a gate keeps it from running, it has nothing to do (here, or at all), or it could not be looked at. */
export type Fate = 'runs' | 'closed' | 'nothing' | 'no-steps' | 'unread';

export function fateOf({ stages, gates, diagnosis }: PlannedRoutine): Fate {
  if (stages.length > 0) return gates.every((gate) => gate.accepted) ? 'runs' : 'closed';
  if (diagnosis.outcome === 'needed') return 'no-steps';
  return diagnosis.outcome === 'healthy' || diagnosis.outcome === 'not-applicable' ? 'nothing' : 'unread';
}

/** What the whole plan changes, counted over the routines that run. */
export type PlanSummary = {
  readonly runs: number;
  /** Files and links that are written, changed or moved. */
  readonly files: number;
  readonly deleted: { readonly files: number; readonly bytes: number };
  readonly commands: number;
  readonly services: number;
  readonly packages: number;
  readonly settings: number;
  readonly restart: boolean;
  /** Titles of the routines by how well they can be taken back. */
  readonly undo: Readonly<Record<Reversibility['level'], readonly string[]>>;
};

export function summarise(plan: Plan): PlanSummary {
  const routines = entriesOf(plan).flatMap(({ routine }) => (fateOf(routine) === 'runs' ? [routine] : []));
  const bodies = routines.flatMap(({ stages }) => stages).flatMap(({ steps }) => steps.map(({ body }) => body));
  const paths = new Set<string>();
  const counts = { commands: 0, services: 0, packages: 0, settings: 0, deletedFiles: 0, deletedBytes: 0 };
  for (const body of bodies) {
    counts.commands += body.refresh?.length ?? 0;
    switch (body.kind) {
      case 'write-file':
      case 'edit-file':
      case 'set-mode':
      case 'link':
      case 'move-aside':
        paths.add(body.path.bytesBase64 ?? body.path.text);
        break;
      case 'delete':
        counts.deletedFiles += body.entries.reduce((sum, { files }) => sum + files, 0);
        counts.deletedBytes += body.entries.reduce((sum, { bytes }) => sum + bytes, 0);
        break;
      case 'registry':
        counts.settings += 1;
        break;
      case 'service':
        counts.services += 1;
        break;
      case 'packages':
        counts.packages += body.changes.length;
        break;
      case 'command':
      case 'script':
        counts.commands += 1;
        break;
    }
  }
  const titles = (level: Reversibility['level']): string[] =>
    routines.filter(({ reversibility }) => reversibility.level === level).map(({ title }) => title);
  return {
    runs: routines.length,
    files: paths.size,
    deleted: { files: counts.deletedFiles, bytes: counts.deletedBytes },
    commands: counts.commands,
    services: counts.services,
    packages: counts.packages,
    settings: counts.settings,
    restart: routines.some(({ needsRestart }) => needsRestart),
    undo: { exact: titles('exact'), 'best-effort': titles('best-effort'), none: titles('none') },
  };
}
