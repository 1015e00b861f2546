import { useRef, useState } from 'react';
import type { SpaceEvent } from '../../../src-shared/contract/space.js';
import { toAppError, type AppError } from '../../../src-shared/errors.js';
import { api } from '../../api/connection.js';

type Counting = Extract<SpaceEvent, { type: 'counting' }>;
export type Counted = Extract<SpaceEvent, { type: 'counted' }>;
type State = {
  readonly progress: Counting | null;
  readonly counted: Counted | null;
  readonly error: AppError | null;
};

/** Counts a folder; the tree before stays until the new one is there. */
export function useCount(): State & { start(path: string): Promise<void>; stop(): void } {
  const [state, setState] = useState<State>({ progress: null, counted: null, error: null });
  const atWork = useRef<AbortController | null>(null);
  async function start(path: string): Promise<void> {
    atWork.current?.abort();
    const own = new AbortController();
    atWork.current = own;
    setState((before) => ({ ...before, progress: { type: 'counting', files: 0, bytes: 0, path }, error: null }));
    try {
      for await (const event of api()['space.count']({ path, root: '/' }, own.signal)) {
        if (event.type === 'counting') setState((before) => ({ ...before, progress: event }));
        else setState({ progress: null, counted: event, error: null });
      }
    } catch (thrown) {
      const error = toAppError(thrown);
      setState((before) => ({ ...before, progress: null, error: error.code === 'cancelled' ? null : error }));
    }
  }
  return { ...state, start, stop: () => atWork.current?.abort() };
}
