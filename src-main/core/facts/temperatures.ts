import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { unread } from './raw.js';
import { entriesIn, namesIn, readAttribute } from './read-text.js';
import { defineFact } from './types.js';

/** Degrees Celsius; `limit`: where the sensor itself says that it becomes critical. */
export type Temperature = { readonly sensor: string; readonly celsius: number; readonly limit: number | null };

const folder = '/sys/class/hwmon';

/** What the sensors of processor, disks and board say. Source: the kernel's hwmon sysfs interface (millidegrees). */
export const temperatures = defineFact<Temperature[]>({
  id: 'temperatures',
  title: 'Temperatures',
  cost: 'quick',
  needs: [],
  timeoutMs: 5_000,
  runningOnly: true,
  async read({ target }): Promise<ReadingOf<Temperature[]>> {
    const found: Temperature[] = [];
    for (const chip of await entriesIn(target, folder)) {
      const name = (await readAttribute(target, posix.join(chip.text, 'name'))) ?? 'sensor';
      const inputs = (await namesIn(target, chip.text)).filter((entry) => /^temp\d+_input$/.test(entry));
      for (const input of inputs) {
        const base = posix.join(chip.text, input.replace(/_input$/, ''));
        const [value, label, critical] = await Promise.all([
          readAttribute(target, `${base}_input`),
          readAttribute(target, `${base}_label`),
          readAttribute(target, `${base}_crit`),
        ]);
        const celsius = Number(value) / 1000;
        if (value !== null && Number.isFinite(celsius))
          found.push({
            sensor: `${name} ${label ?? input.replace(/_input$/, '')}`,
            celsius,
            limit: critical === null ? null : Number(critical) / 1000,
          });
      }
    }
    if (found.length === 0) return unread('not-applicable', 'This machine shows no temperatures.', '');
    return {
      known: true,
      value: found,
      evidence: found.map(({ sensor, celsius, limit }) => ({
        source: sensor,
        line: `${celsius.toFixed(0)} °C`,
        meaning: limit === null ? 'temperature' : `critical at ${limit.toFixed(0)} °C`,
      })),
    };
  },
});
