import { AppError } from '../errors.js';
import { envelopeBytes, jsonBytes, type Reply } from './frames.js';

/** One request that is being answered. */
export type Answer = {
  readonly id: number;
  readonly signal: AbortSignal;
  grant(more: number): void;
  stop(reason: AppError): void;
  hasCredit(): boolean;
  spend(): void;
  /** Resolves at the next `grant` or `stop`. */
  changed(): Promise<void>;
};

/**
 * Runs a handler and posts what it gives: a call's answer, or a stream's items in batches, never pulled without credit.
 * Rejects with whatever the handler threw, after what came before it has been posted. Ends only when the handler has stopped.
 */
export async function pump(
  run: () => unknown,
  kind: 'call' | 'stream',
  answer: Answer,
  post: (reply: Reply) => void,
  maxFrameBytes: number,
): Promise<void> {
  const batch = createBatch(answer.id, post, maxFrameBytes);
  if (kind === 'call') {
    batch.add(await run());
    return batch.end();
  }
  const iterator = (run() as AsyncIterable<unknown>)[Symbol.asyncIterator]();
  let leaving: Promise<unknown> | undefined;
  const leave = (): Promise<unknown> => (leaving ??= Promise.resolve(iterator.return?.()));
  const leaveQuietly = (): void => void leave().catch(() => undefined);
  let ended = false;
  // At once, not after the next item: a relayed stream ends its waiting `next()` by this, a generator at its next step.
  answer.signal.addEventListener('abort', leaveQuietly, { once: true });
  try {
    while (!answer.signal.aborted) {
      if (!answer.hasCredit()) {
        const changed = answer.changed();
        batch.flush();
        await changed;
        continue;
      }
      const step = await nextOf(iterator, batch.flush);
      ended = step.done === true;
      if (ended) return batch.end();
      answer.spend();
      batch.add(step.value);
    }
    // Waits for the handler's own cleaning up, so that an error in it is reported like any other.
    await leave();
  } finally {
    answer.signal.removeEventListener('abort', leaveQuietly);
    // Not awaited: the caller learns now what went wrong, however long the cleaning up takes.
    if (!ended) leaveQuietly();
    batch.flush();
  }
}

/** An item that is ready at once joins the batch; before any real waiting what has been gathered is sent. No timer needed. */
async function nextOf(iterator: AsyncIterator<unknown>, flush: () => void): Promise<IteratorResult<unknown>> {
  let ready = false;
  const settled = (): void => void (ready = true);
  const next = iterator.next();
  next.then(settled, settled);
  // oxlint-disable-next-line no-unmodified-loop-condition -- `settled` sets it while this waits.
  for (let turn = 0; turn < microtaskTurns && !ready; turn++) await Promise.resolve();
  if (!ready) flush();
  return next;
}

/** A generator needs one to three turns for a ready item, each generator wrapped around it some more. */
const microtaskTurns = 12;

/** Beyond this a batch gains nothing more and only delays. */
const batchBytes = 64 * 1024;

type Batch = { add(item: unknown): void; flush(): void; end(): void };

function createBatch(id: number, post: (reply: Reply) => void, maxFrameBytes: number): Batch {
  const room = maxFrameBytes - envelopeBytes;
  let items: unknown[] = [];
  let bytes = 0;
  return { add, flush, end };

  function add(item: unknown): void {
    const size = jsonBytes(item);
    if (size === undefined) throw new TypeError('a handler gave something that is not JSON (for nothing, give null)');
    if (size > room) throw new AppError('frame-too-large', `the answer is larger than ${maxFrameBytes} bytes`);
    if (bytes + size > Math.min(room, batchBytes)) flush();
    items.push(item);
    bytes += size + 1;
  }
  function flush(): void {
    if (items.length > 0) post({ op: 'items', id, items });
    items = [];
    bytes = 0;
  }
  function end(): void {
    post({ op: 'end', id, items });
    items = [];
  }
}
