import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Target } from '../ports.js';
import { unread } from './raw.js';
import { entriesIn, readAttribute } from './read-text.js';
import { defineFact } from './types.js';

/** Percent of the capacity it was built with; cycles where the battery counts them. */
export type Battery = { readonly name: string; readonly health: number; readonly cycles: number | null };

const folder = '/sys/class/power_supply';

/** How worn the machine's batteries are. Source: the kernel's power_supply sysfs class (charge_* in µAh or energy_* in µWh). */
export const battery = defineFact<Battery[]>({
  id: 'battery',
  title: 'Battery wear',
  cost: 'quick',
  needs: [],
  timeoutMs: 5_000,
  runningOnly: true,
  async read({ target }): Promise<ReadingOf<Battery[]>> {
    const batteries: Battery[] = [];
    for (const supply of await entriesIn(target, folder)) {
      if ((await number(target, supply.text, 'type')).text !== 'Battery') continue;
      const full = (await number(target, supply.text, 'charge_full')).value ?? (await number(target, supply.text, 'energy_full')).value;
      const design =
        (await number(target, supply.text, 'charge_full_design')).value ?? (await number(target, supply.text, 'energy_full_design')).value;
      const cycles = (await number(target, supply.text, 'cycle_count')).value;
      if (full !== null && design !== null && design > 0)
        batteries.push({
          name: posix.basename(supply.text),
          health: Math.round((100 * full) / design),
          cycles: cycles === 0 ? null : cycles,
        });
    }
    if (batteries.length === 0) return unread('not-applicable', 'This machine has no battery that tells its wear.', '');
    return {
      known: true,
      value: batteries,
      evidence: batteries.map(({ name, health, cycles }) => ({
        source: name,
        line: `${health} % of its design capacity`,
        meaning: cycles === null ? 'wear' : `${cycles} charging cycles`,
      })),
    };
  },
});

async function number(target: Target, supply: string, name: string): Promise<{ text: string; value: number | null }> {
  const text = (await readAttribute(target, posix.join(supply, name))) ?? '';
  return { text, value: /^\d+$/.test(text) ? Number(text) : null };
}
