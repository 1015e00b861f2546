import type { Reading } from '../../../src-shared/contract/fact.js';
import type { Gate } from '../../../src-shared/contract/words.js';
import { toAppError } from '../../../src-shared/errors.js';
import { jsonBytes } from '../../../src-shared/wire/frames.js';
import type { EnginePorts } from '../engine-ports.js';
import type { Profile, Raw, Target } from '../ports.js';
import { isLate, stopIfLate, withTimeLimit } from '../time-limit.js';
import { heldBack, type DataFirst } from './data-first.js';
import { unread } from './raw.js';
import type { Fact, FactContext } from './types.js';

const atOnce = 6;

/** More than any fact of a real machine takes, and little enough that all of them fit into one answer of the wire. */
const mostBytes = 512 * 1024;

/** Of which system, and of whose profile alone (absent: all), facts are read, and which gates a person has accepted. */
export type FactsOf = {
  readonly root: string;
  readonly signal: AbortSignal;
  readonly user?: string | undefined;
  readonly accept?: readonly Gate[] | undefined;
};

/** One fact, as it was read. */
export type FactRead = { readonly id: string; readonly reading: Reading };

/**
 * Reads facts in parallel, at most six at a time, each with its own time limit, waiting or computing, and failing alone, and gives each
 * as it ends.
 * There is an entry for every fact asked for; what could not be read says why. Heavy facts are read last, and not at all where
 * `dataFirst` says that a disk is failing and nobody accepted that; then what told so is in the answer too.
 */
export async function* readFacts(
  ports: EnginePorts,
  facts: readonly Fact<unknown>[],
  where: FactsOf,
  dataFirst?: DataFirst,
): AsyncGenerator<FactRead> {
  const context = await contextOf(ports, where);
  const guard = dataFirst && concerns(dataFirst, facts, where) ? await guardFor(ports, dataFirst, context, where) : null;
  // What may take longest begins first, so that the others are read meanwhile.
  const longest = facts.toSorted((a, b) => b.timeoutMs - a.timeoutMs);
  const waiting = [...longest.filter((fact) => fact.heavy !== true), ...longest.filter((fact) => fact.heavy === true)];
  const open = new Map<string, Promise<FactRead>>();
  async function readNext(fact: Fact<unknown>): Promise<FactRead> {
    if (guard && fact.heavy === true && where.accept?.includes('failing-disk') !== true && (await guard.failing) !== null)
      return { id: fact.id, reading: heldBack(fact) };
    const asked = where.root === '/' ? guard?.readings.get(fact.id) : undefined;
    return { id: fact.id, reading: await (asked ?? readOne(fact, context, where.signal)) };
  }
  while (waiting.length > 0 || open.size > 0) {
    while (open.size < atOnce) {
      const fact = waiting.shift();
      if (!fact) break;
      open.set(fact.id, readNext(fact));
    }
    const read = await Promise.race(open.values());
    open.delete(read.id);
    yield read;
  }
  if (guard && (await guard.failing) !== null) for (const [id, reading] of guard.readings) yield { id, reading: await reading };
}

/** The same as one record. */
export async function collectFacts(
  ports: EnginePorts,
  facts: readonly Fact<unknown>[],
  where: FactsOf,
  dataFirst?: DataFirst,
): Promise<Record<string, Reading>> {
  const readings: Record<string, Reading> = {};
  for await (const { id, reading } of readFacts(ports, facts, where, dataFirst)) readings[id] = reading;
  return readings;
}

type Context = Omit<FactContext, 'signal'>;

async function contextOf(ports: EnginePorts, where: FactsOf): Promise<Context> {
  const target = await ports.target({ root: where.root });
  return {
    target,
    as: (profile) => targetAs(ports, target, profile),
    ask: askOnce(target, where.signal),
    profiles: (await ports.profiles(target)).filter((profile) => where.user === undefined || profile.name === where.user),
    net: ports.net ?? null,
    elevated: ports.host.elevated,
    uid: ports.host.uid,
  };
}

/** Answers of commands by their words, for as long as one look at the machine takes. */
function askOnce(target: Target, signal: AbortSignal): FactContext['ask'] {
  const answers = new Map<string, Promise<Raw>>();
  return (argv, timeoutMs) => {
    const key = JSON.stringify(argv);
    const answer = answers.get(key) ?? target.exec.run({ argv, timeoutMs, signal });
    answers.set(key, answer);
    return answer;
  };
}

/** Disks are asked where much will be read, and where a system that does not run is asked for its disks: they hang on this one. */
function concerns({ reads }: DataFirst, facts: readonly Fact<unknown>[], { root }: FactsOf): boolean {
  return facts.some((fact) => fact.heavy === true || (root !== '/' && reads.includes(fact)));
}

type Guard = { readonly readings: ReadonlyMap<string, Promise<Reading>>; readonly failing: Promise<string | null> };

/** Begins to ask the disks, of the running system whatever system is looked at. */
async function guardFor(ports: EnginePorts, dataFirst: DataFirst, context: Context, where: FactsOf): Promise<Guard> {
  const running = where.root === '/' ? context : await contextOf(ports, { ...where, root: '/' });
  const begun = dataFirst.reads.map((fact) => [fact.id, readOne(fact, running, where.signal)] as const);
  const done = Promise.all(begun.map(async ([id, reading]) => [id, await reading] as const));
  return { readings: new Map(begun), failing: done.then((entries) => dataFirst.failing(Object.fromEntries(entries))) };
}

/** A target with a user's rights: this process's own where it is his, a child of that user where this process may. */
async function targetAs(ports: EnginePorts, own: Target, profile: Profile): Promise<Target> {
  return profile.uid === ports.host.uid ? own : ports.target({ root: own.root, user: profile.name });
}

async function readOne(fact: Fact<unknown>, context: Context, signal: AbortSignal): Promise<Reading> {
  if (fact.needs.includes('elevation') && !context.elevated) {
    return unread('needs-elevation', `${fact.title}: only an administrator may read this.`, "Run 'sudo rescuepc scan'.");
  }
  if (fact.runningOnly === true && !context.target.running) {
    return unread('not-applicable', `${fact.title}: only a running system has this.`, '');
  }
  const limit = AbortSignal.timeout(fact.timeoutMs);
  const late = unread(
    'timed-out',
    `${fact.title}: no answer within ${fact.timeoutMs / 1000} s.`,
    'Try again; if it hangs again, look at the disk.',
  );
  const over = new Promise<Reading>((resolve) => limit.addEventListener('abort', () => resolve(late)));
  const ask: FactContext['ask'] = async (argv, timeoutMs) => {
    stopIfLate();
    return context.ask(argv, timeoutMs);
  };
  return withTimeLimit(fact.timeoutMs, async () => {
    const reading = await Promise.race([readSafely(fact, { ...context, ask, signal: AbortSignal.any([signal, limit]) }), over]);
    // A reader that passes over what it could not read may have passed over being late.
    return isLate() ? late : fitting(fact, reading);
  });
}

/** A reading that is too large to be told is unread: it would take all others with it. */
function fitting(fact: Fact<unknown>, reading: Reading): Reading {
  if ((jsonBytes(reading) ?? 0) <= mostBytes) return reading;
  return unread(
    'unexpected-output',
    `${fact.title}: there is far more to tell than of any sound system.`,
    'Look at it by hand: somebody may have made it so on purpose.',
  );
}

async function readSafely(fact: Fact<unknown>, context: FactContext): Promise<Reading> {
  try {
    return await fact.read(context);
  } catch (thrown) {
    const error = toAppError(thrown);
    const code = error.code === 'not-permitted' ? 'not-permitted' : 'failed';
    return unread(code, `${fact.title}: ${error.message}`, error.hint ?? (code === 'not-permitted' ? "Run 'sudo rescuepc scan'." : ''));
  }
}
