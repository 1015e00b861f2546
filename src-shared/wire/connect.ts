import type { TSchema } from 'typebox';
import { AppError, fromErrorData, toAppError } from '../errors.js';
import type { Client, Contract } from './contract.js';
import { defaultMaxFrameBytes, envelopeBytes, firstWrongPath, fits, jsonBytes, maxCredit, readReply, type Reply } from './frames.js';
import { createInbox, type Inbox } from './inbox.js';
import type { Port } from './port.js';

export type ConnectOptions = {
  /** Items a stream may hold in advance, 1 to 1024; 64 unless told. */
  readonly credit?: number;
  readonly maxFrameBytes?: number;
};

/**
 * Makes a typed client of the contract over a Port; one per Port end, since it numbers its own calls. Everything rejects with
 * AppError: what the other side answered, `cancelled` (the signal), `closed` (the Port ended), `frame-too-large` (the input),
 * `internal` (an answer that does not fit the contract: the other side may be hostile). A stream opens when it is iterated.
 */
export function connect<C extends Contract>(contract: C, port: Port, options: ConnectOptions = {}): Client<C> {
  const { maxFrameBytes = defaultMaxFrameBytes } = options;
  const credit = Math.min(Math.max(options.credit ?? 64, 1), maxCredit);
  const open = new Map<number, Line>();
  let lastId = 0;
  let closed = false;

  port.onMessage((message) => {
    const read = readReply(message, maxFrameBytes);
    if (read === undefined) return;
    if (read.ok) return receive(read.frame);
    if (read.id !== undefined) open.get(read.id)?.drop(read.error.code === 'bad-input' ? unreadable() : read.error);
  });
  port.onClose(() => {
    closed = true;
    for (const line of open.values()) line.finish(portClosed());
  });

  const methods = Object.entries(contract).map(([name, spec]) => {
    const start = (input: unknown, signal?: AbortSignal): Inbox => openLine(name, spec.output, input, signal);
    if (spec.kind === 'call') return [name, (input: unknown, signal?: AbortSignal) => onlyItem(name, start(input, signal))];
    const iterate = (input: unknown, signal?: AbortSignal) => ({ [Symbol.asyncIterator]: () => start(input, signal) });
    return [name, iterate];
  });
  return Object.fromEntries(methods) as Client<C>;

  function receive(reply: Reply): void {
    const line = open.get(reply.id);
    // Late frames of a call that is over are normal. `refused` is about a frame this client never sends.
    if (line === undefined || reply.op === 'refused') return;
    if (reply.op === 'fail') return line.finish(fromErrorData(reply.error));
    line.put(reply.items);
    if (reply.op === 'end') line.finish();
  }

  function openLine(name: string, output: TSchema, input: unknown, signal?: AbortSignal): Inbox {
    const id = ++lastId;
    let taken = 0;
    let room = credit;
    const inbox = createInbox(topUp, () => finish(undefined, true));
    const refusal = whyNot(name, input, signal);
    if (refusal !== undefined) {
      inbox.finish(refusal);
      return inbox;
    }
    open.set(id, { put, finish, drop: (error) => finish(error, true) });
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      port.post({ op: 'open', id, name, input, credit });
    } catch (error) {
      // A Port of structured clones refuses what JSON would have left out, such as a function.
      finish(toAppError(error));
    }
    return inbox;

    function put(items: readonly unknown[]): void {
      room -= items.length;
      if (room < 0) return finish(new AppError('internal', `${name}: the other side sent more than it was asked for`), true);
      const wrong = items.findIndex((item) => !fits(output, item));
      inbox.put(wrong === -1 ? items : items.slice(0, wrong));
      if (wrong === -1) return;
      const path = firstWrongPath(output, items[wrong]);
      finish(new AppError('internal', `${name}: the answer does not fit the contract at ${path}`), true);
    }
    function topUp(): void {
      taken += 1;
      // Half a window at a time: one frame of credit for many items, and the other side never has to stand still.
      if (!open.has(id) || taken * 2 < credit) return;
      room += taken;
      port.post({ op: 'more', id, credit: taken });
      taken = 0;
    }
    function cancel(): void {
      inbox.discard();
      finish(new AppError('cancelled', `${name} was cancelled`), true);
    }
    function finish(error?: AppError, tell = false): void {
      if (open.delete(id) && tell) port.post({ op: 'close', id });
      signal?.removeEventListener('abort', cancel);
      inbox.finish(error);
    }
  }

  function whyNot(name: string, input: unknown, signal?: AbortSignal): AppError | undefined {
    if (closed) return portClosed();
    if (signal?.aborted === true) return new AppError('cancelled', `${name} was cancelled`);
    const bytes = jsonBytes(input);
    if (bytes === undefined) return new AppError('bad-input', `${name}: the input is not plain JSON data`);
    if (bytes <= maxFrameBytes - envelopeBytes) return undefined;
    return new AppError('frame-too-large', `${name}: the input is larger than ${maxFrameBytes} bytes`);
  }
}

/** One open call or stream, as the receiving loop sees it. `drop` also tells the other side to stop. */
type Line = {
  put(items: readonly unknown[]): void;
  finish(error?: AppError): void;
  drop(error: AppError): void;
};

async function onlyItem(name: string, inbox: Inbox): Promise<unknown> {
  const first = await inbox.next();
  await inbox.return?.();
  if (first.done === true) throw new AppError('internal', `${name} ended without an answer`);
  return first.value;
}

function portClosed(): AppError {
  return new AppError('closed', 'the connection to the other side has ended');
}

function unreadable(): AppError {
  return new AppError('internal', 'the other side sent an answer that cannot be read');
}
