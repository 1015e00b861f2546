import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { unread } from './raw.js';
import { defineFact } from './types.js';

export type Raid = { readonly name: string; readonly level: string; readonly wanted: number; readonly working: number };

/** Software RAID arrays and how many of their members work. Source: /proc/mdstat, `[2/1] [U_]`. */
export const raid = defineFact<Raid[]>({
  id: 'raid',
  title: 'RAID',
  cost: 'quick',
  needs: [],
  timeoutMs: 5_000,
  runningOnly: true,
  async read({ target }): Promise<ReadingOf<Raid[]>> {
    if ((await target.files.stat({ text: '/proc/mdstat' })) === null)
      return unread('not-applicable', 'This machine has no software RAID.', '');
    const arrays = readMdstat(new TextDecoder().decode(await target.files.read({ text: '/proc/mdstat' }, 1_000_000)));
    return {
      known: true,
      value: arrays,
      evidence: arrays.map(({ name, level, wanted, working }) => ({
        source: '/proc/mdstat',
        line: `${name} ${level} [${wanted}/${working}]`,
        meaning: working < wanted ? 'a member is missing' : 'all members work',
      })),
    };
  },
});

/** Pure: arrays in the text of /proc/mdstat. */
export function readMdstat(text: string): Raid[] {
  return text.split(/^(?=md\d)/m).flatMap((part) => {
    const head = /^(md\S*) : active (?:\([^)]*\) )?(raid\d+)/.exec(part);
    const members = /\[(\d+)\/(\d+)\]/.exec(part);
    return head?.[1] !== undefined && members
      ? [{ name: head[1], level: head[2] ?? '', wanted: Number(members[1]), working: Number(members[2]) }]
      : [];
  });
}
