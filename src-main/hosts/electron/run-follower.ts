import type { AppContract } from '../../../src-shared/contract/app.js';
import type { RunEvent } from '../../../src-shared/contract/run.js';
import type { Handlers } from '../../../src-shared/wire/contract.js';

export type RunListener = {
  /** How many runs are at work now. */
  onCount(count: number): void;
  onEvent(event: RunEvent): void;
  /** `last`: what it ended with; null if it ended with an error. */
  onEnd(run: string, last: RunEvent | null): void;
};

/** Handlers that do the same and make known which runs they start, whichever window asked and whether it is still there. */
export function followRuns(
  handlers: Handlers<AppContract>,
  listener: RunListener,
): { readonly handlers: Handlers<AppContract>; atWork(): boolean } {
  const working = new Set<string>();

  async function follow(run: string): Promise<void> {
    working.add(run);
    listener.onCount(working.size);
    let last: RunEvent | null = null;
    try {
      for await (const event of handlers['repair.watch']({ run, fromSeq: 1 }, new AbortController().signal)) {
        listener.onEvent(event);
        if (event.type === 'finished' || event.type === 'undone') last = event;
      }
    } catch {
      last = null;
    }
    working.delete(run);
    listener.onCount(working.size);
    listener.onEnd(run, last);
  }

  const started = async (starting: Promise<{ run: string }>): Promise<{ run: string }> => {
    const answer = await starting;
    void follow(answer.run);
    return answer;
  };
  return {
    handlers: {
      ...handlers,
      'repair.start': (input, signal) => started(handlers['repair.start'](input, signal)),
      'repair.recover': (input, signal) => started(handlers['repair.recover'](input, signal)),
      'undo.start': (input, signal) => started(handlers['undo.start'](input, signal)),
    },
    atWork: () => working.size > 0,
  };
}
