import type { Port } from './port.js';

/**
 * Two Ports joined in memory. Messages go through JSON, as on a real channel: nothing is shared, what is not JSON is lost.
 * They arrive asynchronously and in order, also those posted before the first listener was there; so does the closing.
 */
export function portPair(): [Port, Port] {
  const left = createEnd();
  const right = createEnd();
  return [portOf(left, right), portOf(right, left)];
}

type End = {
  /** JSON texts on their way here; `null` is the other side's closing. */
  inbox: (string | null)[];
  draining: boolean;
  closed: boolean;
  readonly messageListeners: ((message: unknown) => void)[];
  readonly closeListeners: (() => void)[];
};

function createEnd(): End {
  return { inbox: [], draining: false, closed: false, messageListeners: [], closeListeners: [] };
}

function portOf(mine: End, other: End): Port {
  return {
    post(message) {
      if (mine.closed || other.closed) return;
      const text: string | undefined = JSON.stringify(message);
      if (text !== undefined) deliver(other, text);
    },
    onMessage(listener) {
      mine.messageListeners.push(listener);
      drainSoon(mine);
    },
    onClose(listener) {
      if (mine.closed) listener();
      else mine.closeListeners.push(listener);
    },
    close() {
      if (mine.closed) return;
      end(mine);
      deliver(other, null);
    },
  };
}

function deliver(to: End, text: string | null): void {
  to.inbox.push(text);
  drainSoon(to);
}

function drainSoon(end: End): void {
  if (end.draining) return;
  end.draining = true;
  queueMicrotask(() => drain(end));
}

function drain(to: End): void {
  to.draining = false;
  // Without a listener messages wait, but a closing does not: nobody may ever come to listen.
  if (to.messageListeners.length === 0 && !to.inbox.includes(null)) return;
  for (let text = to.inbox.shift(); text !== undefined && !to.closed; text = to.inbox.shift()) {
    if (text === null) return end(to);
    const message: unknown = JSON.parse(text);
    for (const listener of to.messageListeners) listener(message);
  }
}

function end(side: End): void {
  if (side.closed) return;
  side.closed = true;
  side.inbox = [];
  for (const listener of side.closeListeners.splice(0)) listener();
}
