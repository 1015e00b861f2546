import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { formatBytes } from '../bytes.js';
import { unread } from './raw.js';
import { readText } from './read-text.js';
import { defineFact } from './types.js';

/** `compressed`: in memory itself (zram). */
export type Swap = { readonly name: string; readonly bytes: number; readonly usedBytes: number; readonly compressed: boolean };

/** Swap areas in use. Source: /proc/swaps (units of 1024 bytes). */
export const swap = defineFact<Swap[]>({
  id: 'swap',
  title: 'Swap',
  cost: 'quick',
  needs: [],
  timeoutMs: 5_000,
  runningOnly: true,
  async read({ target }): Promise<ReadingOf<Swap[]>> {
    const text = await readText(target, '/proc/swaps');
    if (text === null || !text.startsWith('Filename')) return unread('not-applicable', 'The kernel of this machine has no swap.', '');
    const value = [...text.matchAll(/^(\/\S+)\s+\w+\s+(\d+)\s+(\d+)\s+-?\d+$/gm)].map(([, name = '', size, used]) => ({
      name: name.replaceAll('\\040', ' '),
      bytes: Number(size) * 1024,
      usedBytes: Number(used) * 1024,
      compressed: /\/zram\d+$/.test(name),
    }));
    if (value.length !== text.split('\n').length - 1) return unread('unexpected-output', '/proc/swaps is not understood.', '');
    const none = { source: '/proc/swaps', line: 'no areas', meaning: 'no swap' };
    const evidence = value.map(({ name, bytes, usedBytes }) => ({
      source: name,
      line: `${formatBytes(usedBytes)} of ${formatBytes(bytes)} used`,
      meaning: 'swap',
    }));
    return { known: true, value, evidence: value.length === 0 ? [none] : evidence };
  },
});
