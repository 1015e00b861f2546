import { useCallback, useEffect, useState } from 'react';
import { toAppError, type AppError } from '../../src-shared/errors.js';

/** The answer to one question that a page asks when it is opened, and again by `ask`. A later answer never gives way to an earlier one. */
export function useAnswer<T>(
  question: () => Promise<T>,
  dependencies: readonly unknown[],
): { answer: T | null; error: AppError | null; ask: () => void } {
  const [state, setState] = useState<{ answer: T | null; error: AppError | null }>({ answer: null, error: null });
  const [times, setTimes] = useState(0);
  useEffect(() => {
    let current = true;
    question().then(
      (answer) => current && setState({ answer, error: null }),
      (thrown: unknown) => current && setState((before) => ({ ...before, error: toAppError(thrown) })),
    );
    return () => {
      current = false;
    };
    // The question is a new function at every rendering; what it depends on is named by the caller.
  }, [...dependencies, times]);
  return { ...state, ask: useCallback(() => setTimes((before) => before + 1), []) };
}
