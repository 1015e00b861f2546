import type { Diagnosis } from '../../../src-shared/contract/plan.js';
import type { ItemOutcome, RoutineOutcome, UndoneStep, UndoResult } from '../../../src-shared/contract/run.js';
import type { Argv, State, StepBody } from '../../../src-shared/contract/step.js';
import type { Outcome, Reversibility } from '../../../src-shared/contract/words.js';
import type { Child } from '../ports.js';

/** A kept object in the run's backup folder; the hash lets `journal verify` see that it is whole. */
export type Backup = { readonly name: string; readonly sha256: string; readonly bytes: number };

/** A step as the journal keeps it: without file contents and without secrets, but enough to undo it. */
export type StepRecord = {
  readonly id: string;
  readonly version: 1;
  readonly title: string;
  readonly does: readonly string[];
  readonly commands: readonly Argv[];
  readonly objects: readonly string[];
  readonly reversibility: Reversibility;
  readonly body: StepBody;
};

type At = { readonly routine: string; readonly step: string };

/** What a journal row can say. Rows of one routine stand between `routine` and `verified`. */
export type RowBody =
  | {
      readonly type: 'opened';
      readonly by: string;
      readonly root: string;
      readonly digest: string;
      readonly bootId: string;
      readonly pid: number;
      readonly routines: readonly {
        readonly id: string;
        readonly title: string;
        readonly diagnosis: Diagnosis;
        readonly items: readonly string[];
      }[];
    }
  | { readonly type: 'asked'; readonly routine: string; readonly digest: string }
  | { readonly type: 'consented'; readonly routine: string; readonly digest: string }
  | {
      readonly type: 'routine';
      readonly routine: string;
      readonly title: string;
      readonly diagnosis: Diagnosis;
      readonly items: readonly string[];
      /** The steps that have to end for the routine to be whole: those that do not depend on how others went. */
      readonly steps: readonly string[];
    }
  | ({
      readonly type: 'planned';
      readonly record: StepRecord;
      readonly before: State;
      readonly backups: readonly Backup[];
      /** As much of the state after apply as is known before it. */
      readonly leaves?: State;
      readonly replayed?: boolean;
    } & At)
  | ({ readonly type: 'child'; readonly child: Child; readonly bootId: string } & At)
  | ({ readonly type: 'done'; readonly after: State; readonly produced: readonly Backup[] } & At)
  | ({ readonly type: 'failed'; readonly message: string; readonly after: State; readonly produced: readonly Backup[] } & At)
  | ({ readonly type: 'restoring'; readonly why: 'rollback' | 'undo' } & At)
  | ({ readonly type: 'restored'; readonly why: 'rollback' | 'undo'; readonly result: UndoResult; readonly message?: string } & At)
  | {
      readonly type: 'verified';
      readonly routine: string;
      readonly outcome: Outcome;
      readonly items: readonly ItemOutcome[];
      readonly summary: string;
      readonly bootId: string;
      readonly reason?: NonNullable<RoutineOutcome['reason']>;
      readonly message?: string;
    }
  | {
      readonly type: 'finished';
      readonly outcome: Outcome;
      readonly cancelled: boolean;
      readonly routines: readonly RoutineOutcome[];
      readonly bootId: string;
    }
  | {
      readonly type: 'undo';
      readonly by: string;
      readonly bootId: string;
      readonly steps: readonly string[];
      readonly overwrite: readonly string[];
    }
  | { readonly type: 'undone'; readonly steps: readonly UndoneStep[] }
  | { readonly type: 'recovered'; readonly by: string; readonly bootId: string; readonly tornBytes: number };

/** A row in its chain: `hash` is over the row without it, and `prev` is the hash of the row before. */
export type Row = RowBody & { readonly v: 1; readonly seq: number; readonly at: string; readonly prev: string; readonly hash: string };
