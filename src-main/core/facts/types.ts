import type { FactCost, FactNeed, ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Argv } from '../../../src-shared/contract/step.js';
import type { Net } from '../engine-ports.js';
import type { Profile, Raw, Target } from '../ports.js';

/** What a fact's reader may use. It changes nothing on the target. */
export type FactContext = {
  readonly target: Target;
  /** Acts with a user's rights where this process may; throws AppError not-permitted otherwise. */
  as(profile: Profile): Promise<Target>;
  readonly profiles: readonly Profile[];
  /**
   * What a command answers on the target that several facts need, or one fact several times: within one look it runs once.
   * The limit of whoever asks first counts, and a fact that is late does not end it for the others.
   */
  ask(argv: Argv, timeoutMs: number): Promise<Raw>;
  /** Null where the network must not be asked. */
  readonly net: Net | null;
  readonly elevated: boolean;
  /** The user this process runs as. */
  readonly uid: number;
  readonly signal: AbortSignal;
};

/** The state of what a reading depends on, in words; `youngestMs`: the last change to any of it. */
export type Stamp = { readonly words: string; readonly youngestMs: number };

/** How a fact that is slow to read may be answered from an earlier scan. */
export type Keeping<T> = {
  /** null: what it depends on cannot be told here, so it is always read. */
  stamp(target: Target): Promise<Stamp | null>;
  /** Only readings in which nothing is wrong are kept: a fault is looked at anew each time. */
  sound(value: T): boolean;
};

/** Something that can be known about a machine. */
export type Fact<T> = {
  readonly id: string;
  readonly title: string;
  readonly cost: FactCost;
  /** Without these it cannot be read and says so. */
  readonly needs: readonly FactNeed[];
  /** Milliseconds after which it is `unknown`. */
  readonly timeoutMs: number;
  /** True: it says something about the running system only. */
  readonly runningOnly?: boolean;
  /** True: it reads much of a disk. Not done while a disk is failing, unless that is accepted: data first. */
  readonly heavy?: boolean;
  readonly keeping?: Keeping<T>;
  read(context: FactContext): Promise<ReadingOf<T>>;
};

export function defineFact<T>(fact: Fact<T>): Fact<T> {
  return fact;
}
