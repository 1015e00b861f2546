import type { Reading, UnreadPart } from '../../../src-shared/contract/fact.js';
import type { Diagnosis, Params } from '../../../src-shared/contract/plan.js';
import type { StepBody } from '../../../src-shared/contract/step.js';
import type { Gate, Risk, Symptom } from '../../../src-shared/contract/words.js';
import type { FactId, FactReadings } from '../facts/index.js';
import { withUnread } from './diagnosis.js';

/** A declared parameter. Never a free string that could become a command: folders are checked, choices are closed. */
export type Param =
  | { readonly type: 'folder'; readonly title: string }
  | { readonly type: 'choice'; readonly title: string; readonly choices: readonly string[]; readonly default: string }
  | { readonly type: 'number'; readonly title: string; readonly min: number; readonly max: number; readonly default: number };

/** Steps as a routine asks for them; the planner adds number, words and the state they replace. */
export type DraftStage = { readonly onlyIf: 'always' | 'still-needed'; readonly steps: readonly StepBody[] };

export type PlanInput<R extends FactId> = {
  readonly diagnosis: Diagnosis;
  readonly facts: Pick<FactReadings, R>;
  readonly params: Params;
  /** The items to repair: the selection, or all that are needed. */
  readonly items: readonly string[];
};

type Common = {
  readonly id: string;
  readonly os: readonly ('linux' | 'windows' | 'macos')[];
  readonly title: string;
  /** Two or three sentences for a customer: what breaks, what is done about it. */
  readonly explains: string;
  readonly scope: 'machine' | 'user';
  readonly risk: Risk;
  readonly needsRestart: boolean;
  /** Milliseconds to wait before the result is looked at. */
  readonly settleMs?: number;
  /** Its diagnosis lists all that it looks at, sound things too: one that is no longer listed was not looked at, and is not repaired. */
  readonly listsAll?: boolean;
  /** Routines that must come first when both are in a plan. */
  readonly after: readonly string[];
  /** What its steps do to the machine, for the gates. */
  readonly touches: readonly ('packages' | 'boot' | 'filesystem' | 'network' | 'services' | 'files')[];
  /** Gates checked beside those that `touches` implies. */
  readonly gates?: readonly Gate[];
  /** Complaints whose ladder asks this repair's diagnosis. */
  readonly symptoms: readonly Symptom[];
  readonly target: 'running' | 'any';
  readonly confirmed: 'lab' | 'transcript' | 'no';
  readonly source: string;
  readonly params: Readonly<Record<string, Param>>;
  /** True if it finishes an interrupted package run: then it is recommended although it cannot be undone. */
  readonly finishesPackageRun?: boolean;
  /** True if it makes room on a disk: it deletes, or shortens, what can be made or fetched again or is no longer needed. */
  readonly frees?: boolean;
  /** Said and asked again before an undo, for instance when it would put an infection back. */
  readonly undoWarning?: string;
};

export type RoutineOf<R extends FactId> = Common & {
  readonly reads: readonly R[];
  diagnose(facts: Pick<FactReadings, R>): Diagnosis;
  plan(input: PlanInput<R>): readonly DraftStage[];
};

/** A repair. `diagnose` and `plan` are pure: the same diagnosis serves scan, plan and verify. */
export type Routine = RoutineOf<FactId>;

/** Declares a repair; within it only the facts that it `reads` exist. What of these could not be read is not healthy, whatever it says itself. */
export function defineRoutine<R extends FactId>(routine: RoutineOf<R>): Routine {
  return {
    ...routine,
    diagnose: (facts) => withUnread(routine.diagnose(facts), unreadPartsOf(routine.reads.map((id) => facts[id]))),
  };
}

/** The parts that could not be read of facts that were. */
export function unreadPartsOf(readings: readonly Reading[]): UnreadPart[] {
  return readings.flatMap((reading) => (reading.known ? (reading.unread ?? []) : []));
}
