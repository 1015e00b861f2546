import type { Reading } from '../../../src-shared/contract/fact.js';
import { toAppError } from '../../../src-shared/errors.js';
import type { EnginePorts, Profile, Target } from '../ports.js';
import { unread } from './raw.js';
import type { Fact, FactContext } from './types.js';

const atOnce = 6;

/** Of which system, and of whose profile alone (absent: all), facts are read. */
export type FactsOf = { readonly root: string; readonly signal: AbortSignal; readonly user?: string | undefined };

/** One fact, as it was read. */
export type FactRead = { readonly id: string; readonly reading: Reading };

/**
 * Reads facts in parallel, at most six at a time, each with its own time limit and failing alone, and gives each as it ends.
 * There is an entry for every fact asked for; what could not be read says why.
 */
export async function* readFacts(ports: EnginePorts, facts: readonly Fact<unknown>[], where: FactsOf): AsyncGenerator<FactRead> {
  const target = await ports.target({ root: where.root });
  const context: Omit<FactContext, 'signal'> = {
    target,
    as: (profile) => targetAs(ports, target, profile),
    profiles: (await ports.profiles(target)).filter((profile) => where.user === undefined || profile.name === where.user),
    net: ports.net ?? null,
    elevated: ports.host.elevated,
    uid: ports.host.uid,
  };
  const waiting = [...facts];
  const open = new Map<string, Promise<FactRead>>();
  for (;;) {
    while (open.size < atOnce) {
      const fact = waiting.shift();
      if (!fact) break;
      open.set(
        fact.id,
        readOne(fact, context, where.signal).then((reading) => ({ id: fact.id, reading })),
      );
    }
    if (open.size === 0) return;
    const read = await Promise.race(open.values());
    open.delete(read.id);
    yield read;
  }
}

/** The same as one record. */
export async function collectFacts(ports: EnginePorts, facts: readonly Fact<unknown>[], where: FactsOf): Promise<Record<string, Reading>> {
  const readings: Record<string, Reading> = {};
  for await (const { id, reading } of readFacts(ports, facts, where)) readings[id] = reading;
  return readings;
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
