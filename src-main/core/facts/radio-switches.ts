import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { namesIn, readAttribute } from './read-text.js';
import { defineFact } from './types.js';

/** `soft`: switched off by a program; `hard`: by a switch of the machine. */
export type RadioSwitch = { readonly device: string; readonly soft: boolean; readonly hard: boolean };

const folder = '/sys/class/rfkill';

/** Whether wireless networks are switched off. Source: the kernel's Documentation/ABI/stable/sysfs-class-rfkill. */
export const radioSwitches = defineFact<RadioSwitch[]>({
  id: 'radio-switches',
  title: 'Switches of wireless devices',
  cost: 'quick',
  needs: [],
  timeoutMs: 5_000,
  runningOnly: true,
  async read({ target }): Promise<ReadingOf<RadioSwitch[]>> {
    const value: RadioSwitch[] = [];
    for (const name of await namesIn(target, folder)) {
      const [type, device, soft, hard] = await Promise.all(
        ['type', 'name', 'soft', 'hard'].map((file) => readAttribute(target, `${folder}/${name}/${file}`)),
      );
      if (type === 'wlan') value.push({ device: device ?? name, soft: soft === '1', hard: hard === '1' });
    }
    const evidence = value.map(({ device, soft, hard }) => ({
      source: folder,
      line: `${device} soft ${Number(soft)} hard ${Number(hard)}`,
      meaning: soft || hard ? 'switched off' : 'on',
    }));
    return { known: true, value, evidence };
  },
});
