import type { RunEvent } from '../../../src-shared/contract/run.js';
import { toAppError, type AppError } from '../../../src-shared/errors.js';
import type { RunFeed } from './run-feed.js';

/** What is asked of the application to follow a run. */
export type RunSource = {
  watch(asked: { run: string; fromSeq: number }, signal: AbortSignal): AsyncIterable<RunEvent>;
  active(): Promise<readonly { readonly run: string; readonly atWork: boolean }[]>;
};

/**
 * How following ended: the run did; it broke off; the application has no events of it; the connection was lost (it can be
 * followed again from `feed.nextSeq()` when there is a new one); or nobody wanted to see it any more.
 */
export type FollowEnd =
  { readonly kind: 'ended' | 'not-here' | 'lost' | 'left' } | { readonly kind: 'broke-off'; readonly error: AppError };

/** Gives a run's events to the feed until it ends; goes on by itself where this window was too slow. */
export async function followRun(run: string, feed: RunFeed, source: RunSource, signal: AbortSignal): Promise<FollowEnd> {
  for (;;) {
    const before = feed.nextSeq();
    try {
      for await (const event of source.watch({ run, fromSeq: before }, signal)) feed.push(event);
      return { kind: 'ended' };
    } catch (thrown) {
      const error = toAppError(thrown);
      if (signal.aborted) return { kind: 'left' };
      if (error.code === 'lagging') continue;
      if (error.code === 'not-found') return { kind: 'not-here' };
      // The same word stands for our connection and for an engine that ended before its run did.
      if (error.code === 'closed' && !(await hasEnded(run, source))) return { kind: 'lost' };
      return { kind: 'broke-off', error };
    }
  }
}

async function hasEnded(run: string, source: RunSource): Promise<boolean> {
  try {
    return (await source.active()).some((other) => other.run === run && !other.atWork);
  } catch {
    // Nobody answers: then it is the connection.
    return false;
  }
}
