import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Evidence } from '../../../src-shared/contract/words.js';
import { readDiskWear, type Wear } from './readers/disk-wear.js';
import { namesIn, readNumber } from './read-text.js';
import { unread } from './raw.js';
import { defineFact } from './types.js';

export type DiskWear = Wear & { readonly name: string };

/** How much of their rated life the solid state disks have used. Asks the disk for its counters only, not for its logs. */
export const diskWear = defineFact<DiskWear[]>({
  id: 'disk-wear',
  title: 'Wear of solid state disks',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 30_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<DiskWear[]>> {
    const value: DiskWear[] = [];
    const evidence: Evidence[] = [];
    for (const name of await namesIn(target, '/sys/block')) {
      if (!/^(sd[a-z]+|nvme\d+n\d+)$/.test(name) || (await readNumber(target, `/sys/block/${name}/queue/rotational`)) !== 0) continue;
      const argv = ['smartctl', '--json', '--info', '--attributes', `/dev/${name}`] as const;
      const reading = readDiskWear(await target.exec.run({ argv: [...argv], timeoutMs: 10_000, signal }));
      if (!reading.known && reading.code === 'missing-tool') return reading;
      if (reading.known) value.push({ name, ...reading.value });
      evidence.push(...(reading.known ? reading.evidence : [{ source: name, line: reading.reason, meaning: 'this disk was not read' }]));
    }
    if (value.length === 0) return unread('not-applicable', 'No solid state disk here tells its wear.', '');
    return { known: true, value, evidence };
  },
});
