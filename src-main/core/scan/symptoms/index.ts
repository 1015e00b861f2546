import type { Symptom } from '../../../../src-shared/contract/words.js';
import type { Rung } from '../../../../src-shared/contract/scan.js';
import type { FactId, FactReadings } from '../../facts/index.js';
import type { Catalogue } from '../../repair/catalogue.js';
import type { Routine } from '../../routines/define.js';
import { printingLadder, soundLadder } from './devices.js';
import { networkLadder } from './network.js';
import type { AskedRung } from './next-rung.js';
import { askCheck, askRoutine, type Step } from './rung.js';
import { secureStep } from './secure.js';

/** The way to the cause of a complaint: which facts it needs, and the rungs they give. */
export type Ladder = {
  readonly reads: readonly FactId[];
  readonly routines: readonly Routine[];
  climb(facts: FactReadings): Rung[];
  /** The same rungs, each with all repairs that its question can name. */
  ask(facts: FactReadings): AskedRung[];
};

const disk = askCheck('disk-failing', 'The disk', 'no disk says that it is failing');
const diskErrors = askCheck('disk-errors', 'Disk errors', 'the kernel saw none in the last week');
const room = askCheck('space-full', 'Room on the disk', 'there is room');
const entries = askCheck('inodes-full', 'Entries for files', 'there are enough');
const memory = askCheck('memory-short', 'Memory', 'there is enough');
const heat = askCheck('too-hot', 'Heat', 'not too hot');
// Most processors do not count this: the question is left out there, heat is asked about before.
const slowed = whereCounted(askCheck('slowed-down', 'Slowed down', 'the processor was not slowed down for long'));
const start = askCheck('boot-slow', 'Start of the machine', 'no longer than a minute');
const crashed = askCheck('crashes-recent', 'Crashes', 'none is noted in the last week');
const clock = askCheck('clock-adrift', 'Clock', 'kept right');

/** What comes before, and after, the repairs that say of themselves that they help against the complaint. */
const ladders: Readonly<Record<Symptom, { readonly before: readonly Step[]; readonly after: readonly Step[] }>> = {
  'no-internet': { before: networkLadder, after: [clock] },
  slow: { before: [disk, memory, room, heat, slowed, start, crashed], after: [diskErrors] },
  'no-updates': { before: [room, clock, secureStep], after: [] },
  'wont-boot': { before: [disk, diskErrors, room], after: [] },
  'disk-full': { before: [room, entries], after: [] },
  'no-sound': { before: soundLadder, after: [] },
  'no-printing': { before: printingLadder, after: [] },
  'pop-ups': { before: [], after: [] },
};

/** The ladder of a complaint, in the order in which a good technician would look. */
export function ladderFor(catalogue: Catalogue, symptom: Symptom): Ladder {
  const { before, after } = ladders[symptom];
  const routines = catalogue.routines.filter((routine) => routine.symptoms.includes(symptom));
  const steps = [...before, ...routines.map(askRoutine), ...after];
  const askAll = (facts: FactReadings): AskedRung[] =>
    steps.flatMap((step) => {
      const rung = step.look(facts);
      return rung ? [{ rung: withKnownRepairs(catalogue, rung), helps: step.helps ?? [] }] : [];
    });
  return {
    reads: [...new Set(steps.flatMap((step) => step.reads))],
    routines,
    climb: (facts) => askAll(facts).map(({ rung }) => rung),
    ask: askAll,
  };
}

function whereCounted(step: Step): Step {
  return { ...step, look: (facts) => (facts.throttling.known || facts.throttling.code !== 'not-applicable' ? step.look(facts) : null) };
}

function withKnownRepairs(catalogue: Catalogue, rung: Rung): Rung {
  return { ...rung, routines: rung.routines.filter((id) => catalogue.routines.some((routine) => routine.id === id)) };
}
