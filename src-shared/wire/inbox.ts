import type { AppError } from '../errors.js';

/** The asking side's end of one stream: what arrived and was not yet taken. Its size is bounded by the credit given. */
export type Inbox = AsyncIterableIterator<unknown, undefined> & {
  put(items: readonly unknown[]): void;
  /** No more will come. What is there can still be taken; then the iteration ends, or throws the error once. */
  finish(error?: AppError): void;
  /** Throws away what was not taken. */
  discard(): void;
};

/**
 * Creates an Inbox. `onTaken` is called for each item taken, `onReturn` when the reader goes away before the end.
 * Written by hand because a generator's `return()` would wait for the item that `next()` is waiting for.
 */
export function createInbox(onTaken: () => void, onReturn: () => void): Inbox {
  let queue: unknown[] = [];
  let waiting: Waiter[] = [];
  let finished = false;
  let failure: AppError | undefined;

  const inbox: Inbox = {
    [Symbol.asyncIterator]: () => inbox,
    next() {
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        settle();
      });
    },
    return() {
      queue = [];
      inbox.finish();
      failure = undefined;
      onReturn();
      return Promise.resolve({ done: true, value: undefined });
    },
    put(items) {
      if (finished) return;
      queue.push(...items);
      settle();
    },
    finish(error) {
      if (finished) return;
      finished = true;
      failure = error;
      settle();
    },
    discard() {
      queue = [];
    },
  };
  return inbox;

  function settle(): void {
    while (waiting.length > 0 && queue.length > 0) {
      waiting.shift()?.resolve({ done: false, value: queue.shift() });
      onTaken();
    }
    if (!finished) return;
    const left = waiting;
    waiting = [];
    for (const waiter of left) {
      if (failure === undefined) waiter.resolve({ done: true, value: undefined });
      else waiter.reject(failure);
      failure = undefined;
    }
  }
}

type Waiter = {
  readonly resolve: (result: IteratorResult<unknown, undefined>) => void;
  readonly reject: (error: AppError) => void;
};
