import type { Reading } from '../../../src-shared/contract/fact.js';
import { toAppError } from '../../../src-shared/errors.js';
import type { EnginePorts, Profile, Raw, Target } from '../ports.js';
import { unread } from './raw.js';
import type { Fact, FactContext } from './types.js';

const atOnce = 6;

/** Of which system, and of whose profile alone (absent: all), facts are read. */
export type FactsOf = { readonly root: string; readonly signal: AbortSignal; readonly user?: string | undefined };

/**
 * Reads facts in parallel, at most six at a time, each with its own time limit and failing alone.
 * The answer has an entry for every fact asked for; what could not be read says why.
 */
export async function collectFacts(ports: EnginePorts, facts: readonly Fact<unknown>[], where: FactsOf): Promise<Record<string, Reading>> {
  const target = await ports.target({ root: where.root });
  const context: Omit<FactContext, 'signal'> = {
    target,
    as: (profile) => targetAs(ports, target, profile),
    ask: askOnce(target, where.signal),
    profiles: (await ports.profiles(target)).filter((profile) => where.user === undefined || profile.name === where.user),
    net: ports.net ?? null,
    elevated: ports.host.elevated,
    uid: ports.host.uid,
  };
  const readings: Record<string, Reading> = {};
  // What may take longest begins first, so that the others are read meanwhile.
  const waiting = facts.toSorted((a, b) => b.timeoutMs - a.timeoutMs);
  async function work(): Promise<void> {
    for (let fact = waiting.shift(); fact; fact = waiting.shift()) readings[fact.id] = await readOne(fact, context, where.signal);
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  return readings;
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

/** A target with a user's rights: this process's own where it is his, a child of that user where this process may. */
async function targetAs(ports: EnginePorts, own: Target, profile: Profile): Promise<Target> {
  return profile.uid === ports.host.uid ? own : ports.target({ root: own.root, user: profile.name });
}

async function readOne(fact: Fact<unknown>, context: Omit<FactContext, 'signal'>, signal: AbortSignal): Promise<Reading> {
  if (fact.needs.includes('elevation') && !context.elevated) {
    return unread('needs-elevation', `${fact.title}: only an administrator may read this.`, "Run 'sudo rescuepc scan'.");
  }
  if (fact.runningOnly === true && !context.target.running) {
    return unread('not-applicable', `${fact.title}: only a running system has this.`, '');
  }
  const limit = AbortSignal.timeout(fact.timeoutMs);
  const late = new Promise<Reading>((resolve) => {
    limit.addEventListener('abort', () =>
      resolve(
        unread(
          'timed-out',
          `${fact.title}: no answer within ${fact.timeoutMs / 1000} s.`,
          'Try again; if it hangs again, look at the disk.',
        ),
      ),
    );
  });
  try {
    return await Promise.race([fact.read({ ...context, signal: AbortSignal.any([signal, limit]) }), late]);
  } catch (thrown) {
    const error = toAppError(thrown);
    const code = error.code === 'not-permitted' ? 'not-permitted' : 'failed';
    return unread(code, `${fact.title}: ${error.message}`, error.hint ?? (code === 'not-permitted' ? "Run 'sudo rescuepc scan'." : ''));
  }
}
