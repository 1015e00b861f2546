import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { formatBytes } from '../bytes.js';
import { unread } from './raw.js';
import { readAttribute } from './read-text.js';
import { defineFact } from './types.js';

export type Memory = {
  readonly totalBytes: number;
  readonly availableBytes: number;
  readonly swapTotalBytes: number;
  readonly swapFreeBytes: number;
  /** Percent of the last minute in which some program waited for memory; null if the kernel does not say. */
  readonly pressurePercent: number | null;
};

/** How much memory is left and whether programs wait for it. Source: proc(5), PSI documentation of the kernel. */
export const memory = defineFact<Memory>({
  id: 'memory',
  title: 'Memory',
  cost: 'quick',
  needs: [],
  timeoutMs: 5_000,
  runningOnly: true,
  async read({ target }): Promise<ReadingOf<Memory>> {
    const text = new TextDecoder().decode(await target.files.read({ text: '/proc/meminfo' }, 100_000));
    const bytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? Number.NaN) * 1024;
    const value = {
      totalBytes: bytes('MemTotal'),
      availableBytes: bytes('MemAvailable'),
      swapTotalBytes: bytes('SwapTotal') || 0,
      swapFreeBytes: bytes('SwapFree') || 0,
      pressurePercent: await pressure(),
    };
    if (Number.isNaN(value.totalBytes) || Number.isNaN(value.availableBytes))
      return unread('unexpected-output', '/proc/meminfo has no MemTotal or MemAvailable.', '');
    return {
      known: true,
      value,
      evidence: [
        {
          source: '/proc/meminfo',
          line: `${formatBytes(value.availableBytes)} available of ${formatBytes(value.totalBytes)}`,
          meaning: value.pressurePercent === null ? 'memory' : `programs waited for memory ${value.pressurePercent} % of the last minute`,
        },
      ],
    };

    async function pressure(): Promise<number | null> {
      const some = /^some .*avg60=([\d.]+)/m.exec((await readAttribute(target, '/proc/pressure/memory')) ?? '')?.[1];
      return some === undefined ? null : Number(some);
    }
  },
});
