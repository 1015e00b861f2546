import type { Machine, MachineOptions } from './machine.ts';

/** What an independent check says: whether the machine is sound, and its raw answer in a line. */
export type Verdict = { readonly pass: boolean; readonly answer: string };

/** How well the repair is promised to be taken back: byte for byte, to the broken answer of the oracle, or not at all. */
export type UndoPromise = 'exact' | 'best-effort' | 'none';

/** One broken machine and what must happen to it. Inject and oracle use plain system tools and know nothing of the product. */
export type LabCase = {
  readonly id: string;
  /** The selection of the repair; all of them must be named by the scan, unless `expect.found` says which. */
  readonly routines: readonly string[];
  readonly title: string;
  readonly machine?: MachineOptions;
  /** What a sound machine of this case has beyond the base, e.g. a service that runs. */
  readonly settle?: (machine: Machine) => Promise<void>;
  readonly inject: (machine: Machine) => Promise<void>;
  /** Fails on the broken machine, passes on the settled and on the repaired one. Changes nothing. */
  readonly oracle: (machine: Machine) => Promise<Verdict>;
  readonly scanArgs?: readonly string[];
  /** The scan is one of everything: a plain one reads less than one for its repairs alone, and finds it nevertheless. */
  readonly wholeScan?: true;
  /**
   * What exists only once and lies where a careless repair would hit it, in words: asked on the sound machine, and once more after the repair.
   * Every repair that can lose something has such a trap (`tests/unit/labs/precious.test.ts`).
   */
  readonly precious?: (machine: Machine) => Promise<string>;
  /** Patterns of the paths that the repair may change. */
  readonly allowedChanges: readonly string[];
  readonly undo: UndoPromise;
  /**
   * Paths, block devices, or the first bytes of one (`/dev/sdx:512`), that must be the same to the byte after the undo (content,
   * owner, mode, ACL, attributes, flags).
   */
  readonly exactPaths?: (machine: Machine) => readonly string[];
  /** The undo asks although it was told yes (it would put an infection back). */
  readonly interactiveUndo?: true;
  readonly expect?: Expectation;
};

/** What the product should say where it is not simply `repaired`, exit 0, then `healthy`. */
export type Expectation = {
  /** What the scan can name while one fault hides another. */
  readonly found?: readonly string[];
  readonly code?: number;
  readonly outcome?: string;
  readonly items?: Readonly<Record<string, string>>;
  /** Exit code of the undo; 3 where a part of the run cannot be taken back. */
  readonly undoCode?: number;
  /** Outcome of the second repair. */
  readonly again?: string;
  /** A second consent is asked for, since a fault hid another. */
  readonly planChanged?: true;
};

/** A machine that looks broken and is not: a scan must name none of `routines`, and the oracle always passes. */
export type Trap = {
  readonly id: string;
  readonly routines: readonly string[];
  readonly title: string;
  readonly machine?: MachineOptions;
  readonly inject: (machine: Machine) => Promise<void>;
  readonly oracle: (machine: Machine) => Promise<Verdict>;
  readonly scanArgs?: readonly string[];
};

/** A verdict over several checks, each `[passes, words]`. */
export function verdict(checks: readonly (readonly [boolean, string])[]): Verdict {
  return { pass: checks.every(([pass]) => pass), answer: checks.map(([, words]) => words).join('; ') };
}

/** For `precious`: the ends of these files, all of which have to be there. */
export function contentOf(...paths: readonly string[]): (machine: Machine) => Promise<string> {
  return (machine) => machine.must(['tail', '--verbose', '--bytes=200', '--', ...paths]);
}

/** The repairs that a case or trap is about, without their items. */
export function routinesOf({ routines, expect }: Pick<LabCase, 'routines' | 'expect'>): readonly string[] {
  return [...new Set([...routines, ...(expect?.found ?? [])].map((selection) => selection.replace(/=.*/, '')))];
}
