import { countChanges, type ChangeCounts } from '../../../src-shared/contract/run.js';
import type { State } from '../../../src-shared/contract/step.js';
import type { Backup, Row, StepRecord } from './rows.js';

/** One step of a run as its journal tells it. */
export type StepProgress = {
  readonly routine: string;
  readonly record: StepRecord;
  readonly before: State;
  /** State after apply; null while in flight. */
  readonly after: State | null;
  readonly backups: readonly Backup[];
  /** As much of the state after apply as was known before it. */
  readonly leaves: State | null;
  readonly state: 'in-flight' | 'done' | 'failed' | 'restored';
  /** A restore was begun; it may be half done if `state` is not restored. */
  readonly restoring: boolean;
  readonly replayed: boolean;
};

/** All steps that a journal speaks of, in the order in which they were planned. */
export function stepsOf(rows: readonly Row[]): StepProgress[] {
  const steps = new Map<string, StepProgress>();
  for (const row of rows) {
    if (!('step' in row)) continue;
    const key = `${row.routine}/${row.step}`;
    const known = steps.get(key);
    if (row.type === 'planned') {
      const { routine, record, before, backups } = row;
      steps.set(key, {
        routine,
        record,
        before: known?.before ?? before,
        after: null,
        backups: known?.backups ?? backups,
        leaves: row.leaves ?? null,
        state: 'in-flight',
        restoring: false,
        replayed: row.replayed === true,
      });
    } else if (known) {
      steps.set(key, advance(known, row));
    }
  }
  return [...steps.values()];
}

function advance(step: StepProgress, row: Row): StepProgress {
  switch (row.type) {
    case 'done':
      return { ...step, state: 'done', after: row.after, backups: [...step.backups, ...row.produced] };
    case 'failed':
      return { ...step, state: 'failed', after: row.after, backups: [...step.backups, ...row.produced] };
    case 'restoring':
      return { ...step, restoring: true };
    case 'restored':
      return row.result === 'restored' || row.result === 'already'
        ? { ...step, state: 'restored', restoring: false }
        : { ...step, restoring: false };
    default:
      return step;
  }
}

/**
 * True for a step that came to no good end and that its roll-back did not take back although that is possible: once there was room
 * or the disk answered again, it may be. Only of a run that has ended; before, it is the recovery's.
 */
export function isLeft(step: StepProgress): boolean {
  return (step.state === 'failed' || step.state === 'in-flight') && step.record.reversibility.level !== 'none';
}

/**
 * Items of a routine of which a step failed or never ended; '' stands for all of them. A step that is no single item's and failed does
 * not count where a later stage went on after it.
 */
export function itemsOfFailedSteps(rows: readonly Row[], routine: string): ReadonlySet<string> {
  const steps = stepsOf(rows).filter((step) => step.routine === routine);
  const lastStage = stageOf(steps.at(-1));
  const failed = steps.filter(({ state }) => state === 'failed' || state === 'in-flight');
  return new Set(
    failed.flatMap((step) => {
      const item = step.record.body.item ?? '';
      return item === '' && stageOf(step) !== lastStage ? [] : [item];
    }),
  );
}

/** Of a step's id, STAGE.STEP. */
function stageOf(step: StepProgress | undefined): string | undefined {
  return step?.record.id.split('.')[0];
}

/** What became of the steps that a journal speaks of. */
export function changesIn(rows: readonly Row[]): ChangeCounts {
  return countChanges(stepsOf(rows).map(({ state, record }) => ({ state, reversibility: record.reversibility })));
}

/** How many rows tell of something that was done, or begun to be done, to the machine. */
export function touchedBy(rows: readonly Row[]): number {
  return rows.filter((row) => touching.has(row.type) && !(row.type === 'restored' && row.result === 'already')).length;
}

const touching: ReadonlySet<Row['type']> = new Set(['planned', 'done', 'failed', 'restoring', 'restored'] as const);

/** ROUTINE/STEP */
export function stepKey(step: StepProgress): string {
  return `${step.routine}/${step.record.id}`;
}
