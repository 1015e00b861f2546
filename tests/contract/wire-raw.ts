import { expect } from 'vitest';
import type { AppError, ErrorCode } from '../../src-shared/errors.js';
import type { Port } from '../../src-shared/wire/index.js';

export type Frame = {
  readonly op: string;
  readonly id: number;
  readonly items?: unknown[];
  readonly error?: { code: string; message: string };
};

/** Everything that arrives at a Port, for tests that speak in bare frames. */
export function listen(port: Port) {
  const frames: Frame[] = [];
  port.onMessage((message) => frames.push(message as Frame));
  const withId = (id: number): Frame[] => frames.filter((frame) => frame.id === id);
  return {
    frames,
    withId,
    /** The `count`-th frame with that id, waited for. */
    async reply(id: number, count = 1): Promise<Frame> {
      await until(() => withId(id).length >= count);
      return withId(id)[count - 1] ?? { op: 'none', id };
    },
  };
}

/** A Port that also writes down what is posted through it. */
export function spied(port: Port): Port & { readonly posted: { op?: string; id?: number }[] } {
  const posted: { op?: string; id?: number }[] = [];
  return {
    ...port,
    posted,
    post(message) {
      posted.push(message as { op?: string });
      port.post(message);
    },
  };
}

/** Waits as long as it takes; so that a hang is named, not for ever. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 120_000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`still not so after two minutes: ${condition.toString()}`);
    await pause(5);
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export async function failsWith(promise: Promise<unknown>, code: ErrorCode): Promise<AppError> {
  const error = await promise.then(
    () => expect.unreachable(`should have failed with ${code}`),
    (thrown: unknown) => thrown as AppError,
  );
  expect(error).toMatchObject({ name: 'AppError', code });
  return error;
}

/** Takes items until the stream ends, or until there are `count`. */
export async function take<T>(stream: AsyncIterable<T>, count = Infinity): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) {
    items.push(item);
    if (items.length >= count) break;
  }
  return items;
}
