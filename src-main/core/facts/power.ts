import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Target } from '../ports.js';
import { entriesIn, readAttribute } from './read-text.js';
import { defineFact } from './types.js';

export type Power = { readonly onMains: boolean; readonly percent: number | null };

const folder = '/sys/class/power_supply';

/** Battery charge and whether a charger is connected. A machine without a battery is on mains. */
export const power = defineFact<Power>({
  id: 'power',
  title: 'Power',
  cost: 'quick',
  needs: [],
  timeoutMs: 5_000,
  runningOnly: true,
  async read({ target }): Promise<ReadingOf<Power>> {
    const supplies = await entriesIn(target, folder);
    let mains = false;
    let percent: number | null = null;
    for (const supply of supplies) {
      const type = await attribute(target, supply.text, 'type');
      if (type === 'Mains' || type === 'USB') mains ||= (await attribute(target, supply.text, 'online')) === '1';
      // Batteries of mice and headsets have scope "Device".
      if (type === 'Battery' && (await attribute(target, supply.text, 'scope')) !== 'Device')
        percent = Math.min(percent ?? 100, Number(await attribute(target, supply.text, 'capacity')));
    }
    const value = { onMains: mains || percent === null, percent };
    return {
      known: true,
      value,
      evidence: [
        { source: folder, line: percent === null ? 'no battery' : `${percent} %`, meaning: value.onMains ? 'on mains' : 'on battery' },
      ],
    };
  },
});

async function attribute(target: Target, supply: string, name: string): Promise<string> {
  return (await readAttribute(target, posix.join(supply, name))) ?? '';
}
