import { useEffect, useState } from 'react';
import { noSearch, searchEnd, searchOn } from './log-search.js';
import type { RunLog } from './run-log.js';

export type LogPlaces = {
  readonly query: string;
  /** Numbers of the lines it is in. */
  readonly hits: readonly number[];
  /** Whether every line has been looked at. */
  readonly done: boolean;
  /** The line that is shown, and which of the hits it is, from 0. */
  readonly present: number | null;
  readonly at: number;
  ask(query: string): void;
  /** The next place, or with -1 the one before; round at the ends. */
  go(by: 1 | -1): void;
};

/** Search in a log that may still grow. */
export function useLogSearch(log: RunLog): LogPlaces {
  const [query, ask] = useState('');
  const [search, setSearch] = useState(noSearch);
  const [at, setAt] = useState(0);
  useEffect(() => {
    setSearch((before) => searchOn(before, query, log));
  }, [query, log, search.upTo]);
  useEffect(() => setAt(0), [query]);
  const { hits } = search;
  return {
    query,
    hits,
    done: query === '' || (search.query === query && search.upTo >= searchEnd(log)),
    present: hits[Math.min(at, hits.length - 1)] ?? null,
    at: Math.min(at, Math.max(0, hits.length - 1)),
    ask,
    go: (by) => setAt((before) => (hits.length === 0 ? 0 : (Math.min(before, hits.length - 1) + by + hits.length) % hits.length)),
  };
}
