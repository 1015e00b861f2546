import { lineAt, type RunLog } from './run-log.js';

/** Numbers of the lines that a query is in, as far as the log was looked through. */
export type LogSearch = { readonly query: string; readonly hits: readonly number[]; readonly upTo: number };

export const noSearch: LogSearch = { query: '', hits: [], upTo: 0 };

/**
 * Looks through the lines that came since, or, for another query, through all; capitals do not matter. At most `most` lines at
 * once, so that a long log does not hold up the window: it is done when `upTo` is `searchEnd(log)`.
 */
export function searchOn(search: LogSearch, query: string, log: RunLog, most = 50_000): LogSearch {
  if (query === '') return noSearch;
  const same = search.query === query && search.upTo <= log.end;
  const begin = Math.max(same ? search.upTo : 0, log.first);
  const end = Math.min(searchEnd(log), begin + most);
  const known = same ? search.hits : [];
  const kept = (known[0] ?? log.first) < log.first ? known.filter((number) => number >= log.first) : known;
  if (same && end <= begin && kept === known) return search;
  const pattern = new RegExp(query.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
  const found: number[] = [];
  for (let number = begin; number < end; number++) if (pattern.test(lineAt(log, number)?.text ?? '')) found.push(number);
  return { query, hits: found.length === 0 ? kept : [...kept, ...found], upTo: Math.max(begin, end) };
}

/** A line that is not whole yet is looked at when it is. */
export function searchEnd(log: RunLog): number {
  return log.raw !== null ? log.end - 1 : log.end;
}
