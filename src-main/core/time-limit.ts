import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from '../../src-shared/errors.js';

/** When the work that is done here must be over, as `performance.now` tells it. */
const ends = new AsyncLocalStorage<number>();

/** Does a work that has so many milliseconds: whatever belongs to it, waiting or computing, may ask for its time. */
export function withTimeLimit<T>(ms: number, work: () => T): T {
  return ends.run(performance.now() + ms, work);
}

/** Whether the time of this work is over. A timer cannot tell: it waits until computing is done. */
export function isLate(): boolean {
  return performance.now() > (ends.getStore() ?? Infinity);
}

/** Asked between parts of a work that computes, as between lines. AppError timed-out once its time is over. */
export function stopIfLate(): void {
  if (isLate()) throw new AppError('timed-out', 'There was more to look through than its time allowed.');
}
