import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { unread } from './raw.js';
import { readIwLink, readProcWireless } from './readers/wireless.js';
import { namesIn, readText } from './read-text.js';
import { defineFact } from './types.js';

/** Signal in dBm: -50 is strong, -80 hardly usable. null: not connected. */
export type WirelessLink = { readonly name: string; readonly dbm: number | null };

/** How well the wireless devices hear their network. */
export const wireless = defineFact<WirelessLink[]>({
  id: 'wireless',
  title: 'Wireless signal',
  cost: 'default',
  needs: [],
  timeoutMs: 8_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<WirelessLink[]>> {
    const devices: string[] = [];
    for (const name of await namesIn(target, '/sys/class/net'))
      if ((await target.files.stat({ text: `/sys/class/net/${name}/phy80211` })) !== null) devices.push(name);
    if (devices.length === 0) return unread('not-applicable', 'This machine has no wireless device.', '');
    const measured = readProcWireless((await readText(target, '/proc/net/wireless')) ?? '');
    const value: WirelessLink[] = [];
    for (const name of devices) {
      const dbm = measured.get(name);
      const reading =
        dbm === undefined ? readIwLink(await target.exec.run({ argv: ['iw', 'dev', name, 'link'], timeoutMs: 3_000, signal })) : null;
      if (reading && !reading.known) return reading;
      value.push({ name, dbm: dbm ?? (reading?.known === true ? reading.value : null) });
    }
    return {
      known: true,
      value,
      evidence: value.map(({ name, dbm }) => ({
        source: name,
        line: dbm === null ? 'not connected' : `${dbm} dBm`,
        meaning: dbm === null ? 'wireless device' : 'strength of the signal',
      })),
    };
  },
});
