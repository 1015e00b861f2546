import { AppError } from '../errors.js';

/** A series of events that many may watch, each at its own pace and from where it likes. */
export type EventLog<T extends { readonly seq: number }> = {
  /** Adds an event. Its seq must be higher than all before (RangeError otherwise: a bug). Ignored after `end`. */
  push(event: T): void;
  /** No more events will come; watchers end, or get the error, when they have been given everything. */
  end(error?: AppError): void;
  /**
   * Gives every event with `seq >= fromSeq`, first those there are, then those to come. Throws AppError: `lagging` if more than
   * `maxBehind` events came while the watcher was not taking any (it may watch again from the seq after the last it saw, and
   * misses nothing), `not-found` if events it asks for are no longer kept, `cancelled` when the signal is aborted.
   */
  watch(fromSeq: number, signal: AbortSignal): AsyncIterable<T>;
};

/**
 * Creates an EventLog that keeps the last `keep` events (at least `maxBehind`, so that a dropped watcher can resume).
 * A watcher costs a place in the log, not a queue of its own: a slow one cannot fill the memory.
 */
export function createEventLog<T extends { readonly seq: number }>(options: { keep: number; maxBehind: number }): EventLog<T> {
  const { keep, maxBehind } = options;
  if (!(maxBehind >= 1 && keep >= maxBehind)) throw new RangeError('an event log needs 1 <= maxBehind <= keep');
  let kept: T[] = [];
  /** How many events were pushed before `kept[0]`. */
  let dropped = 0;
  let lastSeq = -Infinity;
  let lastDroppedSeq = -Infinity;
  let ended = false;
  let failure: AppError | undefined;
  const wakers = new Set<() => void>();

  return { push, end, watch };

  function push(event: T): void {
    if (ended) return;
    if (!(event.seq > lastSeq)) throw new RangeError(`event ${event.seq} after ${lastSeq}`);
    lastSeq = event.seq;
    kept.push(event);
    // Forgetting in large steps keeps a push cheap; `lost` counts exactly all the same.
    if (kept.length >= 2 * keep + 16) forget(kept.length - keep);
    wake();
  }

  function end(error?: AppError): void {
    if (!ended) failure = error;
    ended = true;
    wake();
  }

  async function* watch(fromSeq: number, signal: AbortSignal): AsyncGenerator<T, void, undefined> {
    let replay = kept.slice(-keep);
    const lastLost = kept.length > keep ? kept[kept.length - keep - 1]?.seq : lastDroppedSeq;
    if (lastLost !== undefined && fromSeq <= lastLost) throw noLongerKept(fromSeq, replay[0]?.seq);
    let next = dropped + kept.length;
    // A function of its own: two watchers with one signal must not remove each other's listener.
    const onAbort = (): void => wake();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      // What was there at the start is not lag, however much it is.
      for (const event of replay) {
        if (event.seq < fromSeq) continue;
        if (signal.aborted) break;
        yield event;
      }
      replay = [];
      for (;;) {
        if (signal.aborted) throw new AppError('cancelled', 'no longer watched');
        if (dropped + kept.length - next > maxBehind) throw lagging();
        const event = kept[next - dropped];
        if (event !== undefined) {
          next += 1;
          if (event.seq >= fromSeq) yield event;
        } else if (ended) {
          if (failure) throw failure;
          return;
        } else await new Promise<void>((resolve) => wakers.add(resolve));
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  function forget(count: number): void {
    lastDroppedSeq = kept[count - 1]?.seq ?? lastDroppedSeq;
    kept = kept.slice(count);
    dropped += count;
  }

  function wake(): void {
    const woken = [...wakers];
    wakers.clear();
    for (const resolve of woken) resolve();
  }
}

function lagging(): AppError {
  return new AppError(
    'lagging',
    'too many events came before the last ones were taken',
    'watch again from the seq after the last one you saw',
  );
}

function noLongerKept(fromSeq: number, oldest: number | undefined): AppError {
  const hint = oldest === undefined ? undefined : `watch from ${oldest}, or read the run's journal`;
  return new AppError('not-found', `the events from ${fromSeq} on are no longer kept`, hint);
}
