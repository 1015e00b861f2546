import { AsyncLocalStorage } from 'node:async_hooks';

/** What a row of the lab spends its time with; `commands` are those of the case itself, to break the machine and to ask it. */
export const parts = [
  'base',
  'packages',
  'boot',
  'scan',
  'plan',
  'repair',
  'undo',
  'other calls',
  'commands',
  'comparison',
  'waiting',
  'off',
] as const;
export type Part = (typeof parts)[number];

/** Seconds by part; what no part claims is the lab's own work. */
export type Seconds = Readonly<Partial<Record<Part, number>>>;

type Row = { readonly spent: Map<Part, number>; readonly inPart: boolean };

const current = new AsyncLocalStorage<Row>();

/** Runs one row and tells how many seconds it and its parts took. Rows that run at the same time do not mix. */
export async function timeRow<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly seconds: number; readonly parts: Seconds }> {
  const spent = new Map<Part, number>();
  const started = performance.now();
  const value = await current.run({ spent, inPart: false }, work);
  return { value, seconds: (performance.now() - started) / 1000, parts: Object.fromEntries(spent) };
}

/**
 * Runs `work` and counts its time for a part of the present row; outside of a row, and within another part, it only runs it. Parts
 * that run side by side may together claim more than the row took.
 */
export function timed<T>(part: Part, work: () => T): T {
  const row = current.getStore();
  if (row === undefined || row.inPart) return work();
  const started = performance.now();
  const claim = (): void => void row.spent.set(part, (row.spent.get(part) ?? 0) + (performance.now() - started) / 1000);
  const result = current.run({ ...row, inPart: true }, () => {
    try {
      return work();
    } catch (error) {
      claim();
      throw error;
    }
  });
  if (!(result instanceof Promise)) {
    claim();
    return result;
  }
  return result.finally(claim) as T;
}
