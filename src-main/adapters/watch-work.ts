import { processorTime } from './processes.js';

/** How often a child is looked at, how many looks without any work end it, and how long one piece of work may take at most. */
const usual = { lookMs: 5_000, idleLooks: 24, longestMs: 15 * 60_000 };

export type Watch = { during<T>(call: () => Promise<T>): Promise<T>; end(): void };

/**
 * Watches a child that answers calls, and gives it up where it has a call to answer and does not work on it: whose rights it has may stop
 * it, or lead it into a file system of his that never answers. Work is the processor time that the kernel has counted, so that a large
 * folder may take long; looks are counted and not the clock, so that a machine that slept blames nobody. What was lost once is not
 * forgotten: who stops it again and again comes to the same end.
 */
export function watchWork(pid: number, giveUp: () => void, { lookMs, idleLooks, longestMs } = usual): Watch {
  const open = new Set<object>();
  let openBefore = new Set<object>();
  let timeBefore = '';
  let idle = 0;
  const looks = setInterval(() => {
    const time = processorTime(pid);
    if (time === timeBefore && [...open].some((call) => openBefore.has(call))) idle += 1;
    openBefore = new Set(open);
    timeBefore = time;
    if (idle >= idleLooks) giveUp();
  }, lookMs).unref();
  return {
    async during(call) {
      const limit = setTimeout(giveUp, longestMs);
      open.add(limit);
      try {
        return await call();
      } finally {
        clearTimeout(limit);
        open.delete(limit);
      }
    },
    end: () => clearInterval(looks),
  };
}
