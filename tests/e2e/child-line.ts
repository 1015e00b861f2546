import type { ChildProcess } from 'node:child_process';

/** A message that asks for an answer: both have the number of the call. */
type Call = { readonly type: string; readonly call: number };

/** What is said to a child process, and asked of it, over its IPC channel. */
export type ChildLine<Message extends { readonly type: string }, Answer extends Call> = {
  /** Says it; to a child that has gone nothing is said, and nothing fails. */
  tell(message: Message): void;
  /** Resolves with the answer. Rejects if the child has gone, or goes before it has answered. */
  ask<T extends Answer>(make: (call: number) => Message & Call): Promise<T>;
  /** An answer has come. */
  answered(answer: Answer): void;
};

type Waiting<Answer> = { readonly type: string; resolve(answer: Answer): void; reject(error: Error): void };

/**
 * A line to a child that may go at any time. That it has gone is known by the channel's end, when all that it had said has been heard;
 * a message that is sent before that, or is just being sent, can meet a channel that is closed or broken.
 */
export function childLine<Message extends { readonly type: string }, Answer extends Call>(child: ChildProcess): ChildLine<Message, Answer> {
  const waiting = new Map<number, Waiting<Answer>>();
  let lastCall = 0;
  child.once('disconnect', () => {
    for (const { type, reject } of waiting.values()) reject(gone(type));
    waiting.clear();
  });
  // A failure goes to the callback; without one it would be an event of the child that ends this process.
  const tell = (message: Message): void => void child.send(message, () => undefined);
  return {
    tell,
    ask<T extends Answer>(make: (call: number) => Message & Call): Promise<T> {
      lastCall += 1;
      const message = make(lastCall);
      if (!child.connected) return Promise.reject(gone(message.type));
      return new Promise((resolve, reject) => {
        waiting.set(message.call, { type: message.type, resolve: (answer) => resolve(answer as T), reject });
        tell(message);
      });
    },
    answered(answer) {
      waiting.get(answer.call)?.resolve(answer);
      waiting.delete(answer.call);
    },
  };
}

function gone(type: string): Error {
  return new Error(`the child process has ended: there is no answer to '${type}'`);
}
