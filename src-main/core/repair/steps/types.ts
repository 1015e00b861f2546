import type { UndoResult } from '../../../../src-shared/contract/run.js';
import type { Argv, State, StepBody, StepKind, StepOf } from '../../../../src-shared/contract/step.js';
import type { Reversibility } from '../../../../src-shared/contract/words.js';
import type { Scripts } from '../../engine-ports.js';
import type { Child, Profile, Target } from '../../ports.js';
import type { RunFolder } from '../../store-ports.js';
import type { Backup } from '../rows.js';

/** What an executor works with while one step is applied or restored. */
export type StepContext = {
  readonly target: Target;
  readonly folder: RunFolder;
  readonly profiles: readonly Profile[];
  readonly quarantine: string;
  readonly scripts: Scripts;
  /** ROUTINE-STEP, unique in the run; names backups and outputs. */
  readonly name: string;
  /** Carried by every child in its environment, so that a living child is found after a crash. */
  readonly marker: string;
  readonly signal: AbortSignal;
  /** True when a crash interrupted this very step and it runs again. */
  readonly replaying: boolean;
  log(text: string): void;
  sleep(ms: number): Promise<void>;
  started(child: Child): Promise<void>;
};

export type Kept = { readonly before: State; readonly after: State | null; readonly backups: readonly Backup[] };

/** The one place that knows how a kind of step is described, kept, applied and taken back. */
export type Executor<B extends StepBody> = {
  /** Exact words and commands of the body; pure. */
  describe(body: B): { readonly does: readonly string[]; readonly commands: readonly Argv[] };
  reversibility(body: B): Reversibility;
  /** Names of what it changes, equal for two steps that touch the same object. */
  objects(body: B): readonly string[];
  /** The present state of what it changes. Reads only. */
  observe(body: B, target: Target): Promise<State>;
  /** Keeps what was there; durable when it resolves. */
  capture(body: B, context: StepContext): Promise<readonly Backup[]>;
  /** As much of the state after `apply` as is known before it: by this a step that was cut off is told from what somebody else did. */
  leaves?(body: B, target: Target): Promise<State>;
  /** Makes the change. AppError if it did not succeed. */
  apply(body: B, context: StepContext): Promise<readonly Backup[]>;
  /** Puts back what was kept; doing it twice is harmless. */
  restore(body: B, context: StepContext, kept: Kept): Promise<UndoResult>;
};

export type Executors = { readonly [K in StepKind]: Executor<StepOf<K>> };
