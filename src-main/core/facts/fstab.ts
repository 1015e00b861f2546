import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { latin1ToWords } from '../bytes.js';
import type { Target } from '../ports.js';
import { unread } from './raw.js';
import { fileLatin1 } from './read-text.js';
import { readFstab, type FstabEntry } from './readers/fstab.js';
import { defineFact } from './types.js';

/** `found`: null where it cannot be told (no block device at all can be seen here). */
export type FstabDevice = FstabEntry & { readonly found: boolean | null };

/** Volumes that are mounted at every start, and whether they exist. */
export const fstab = defineFact<FstabDevice[]>({
  id: 'fstab',
  title: 'Volumes mounted at the start',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 60_000,
  async read({ target, signal }): Promise<ReadingOf<FstabDevice[]>> {
    if ((await target.files.stat({ text: '/etc/fstab' })) === null) return unread('not-applicable', 'There is no /etc/fstab.', '');
    const entries = readFstab(await fileLatin1(target, '/etc/fstab', 4_000_000)).filter(
      (entry) => entry.onDevice || entry.swapFile || entry.malformed !== null,
    );
    const seesDevices = (await target.exec.run({ argv: ['blkid'], timeoutMs: 30_000, signal })).stdout.length > 0;
    const devices: FstabDevice[] = [];
    for (const entry of entries) {
      const found = await isThere(target, entry, seesDevices, signal);
      // Of a system that does not run, what is not unlocked or not active is not gone.
      if (found === false && !target.running && isMapped(entry.spec)) continue;
      devices.push({ ...entry, found });
    }
    const evidence = devices
      .filter((entry) => entry.found === false || entry.malformed !== null)
      .map((entry) => ({
        source: `/etc/fstab:${entry.line}`,
        line: latin1ToWords(entry.text),
        meaning: entry.malformed ?? `${entry.spec} does not exist`,
      }));
    return { known: true, value: devices, evidence };
  },
});

/** A swap file is a file like others; a device can only be missed where devices can be seen at all. */
async function isThere(target: Target, entry: FstabEntry, seesDevices: boolean, signal: AbortSignal): Promise<boolean | null> {
  if (entry.malformed !== null) return null;
  if (entry.swapFile) return (await target.files.stat({ text: entry.spec })) !== null;
  return seesDevices ? deviceExists(target, entry.spec, signal) : null;
}

/** A path of an encrypted or a logical volume: it has one only while it is open. */
export function isMapped(spec: string): boolean {
  return /^\/dev\/(mapper\/|(?!disk\/)[^/]+\/)/.test(spec);
}

/** findfs(8): 0 and the device for LABEL=, UUID=, PARTLABEL=, PARTUUID=; 1 if there is none. A path is looked at. */
export async function deviceExists(target: Target, spec: string, signal: AbortSignal): Promise<boolean | null> {
  if (spec.startsWith('/dev/')) return (await target.files.stat({ text: spec })) !== null;
  const raw = await target.exec.run({ argv: ['findfs', spec], timeoutMs: 20_000, signal });
  return raw.missing || raw.timedOut || raw.code === null ? null : raw.code === 0;
}
