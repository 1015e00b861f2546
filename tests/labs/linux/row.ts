import type { Seconds } from './stopwatch.ts';

/** What a row found out. `failures` in words; empty means that it passed. The rest are raw answers for the table. */
export type Result = {
  readonly failures: readonly string[];
  readonly broken?: string;
  readonly repaired?: string;
  readonly undone?: string;
  /** Of the scan of the broken machine, the repair and the undo, in ms. */
  readonly times?: readonly number[];
};

/** One line of the table. */
export type Row = Result & {
  readonly id: string;
  readonly seconds: number;
  readonly parts: Seconds;
  /** What failed when it was run beside others, if it then passed by itself. */
  readonly firstTry?: Result;
};

/** `product: false` proves only the lab itself: the oracles pass on the sound and fail on the broken machines. */
export type LabOptions = { readonly product: boolean };

/** A row that can be run. It may throw: that is a failure too. */
export type Job = {
  readonly id: string;
  readonly title: string;
  readonly run: (options: LabOptions) => Promise<Result>;
  /** Packages that its machine has beyond the base. */
  readonly packages?: readonly string[];
  /** The source files of the lab that say what is done (URLs); with all that they import they are inputs of the row. */
  readonly from: readonly string[];
  /** The repairs that it is about, if it asks the product for nothing else; none: it does not ask the product. */
  readonly about: readonly string[] | 'everything';
};
