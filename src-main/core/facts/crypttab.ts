import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { latin1ToWords } from '../bytes.js';
import { deviceExists, isMapped } from './fstab.js';
import { unread } from './raw.js';
import { fileLatin1 } from './read-text.js';
import { readCrypttab, type CrypttabEntry } from './readers/crypttab.js';
import { readFstab, type FstabEntry } from './readers/fstab.js';
import type { Target } from '../ports.js';
import { defineFact } from './types.js';

/** `found`: null where it cannot be told; `mounts`: what a system that does not run mounts from it; of a running one `fstab` tells. */
export type CrypttabDevice = CrypttabEntry & { readonly found: boolean | null; readonly mounts: readonly FstabEntry[] };

/** Encrypted volumes that are unlocked at every start, and whether their disks exist. */
export const crypttab = defineFact<CrypttabDevice[]>({
  id: 'crypttab',
  title: 'Volumes unlocked at the start',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 60_000,
  async read({ target, signal }): Promise<ReadingOf<CrypttabDevice[]>> {
    const read = async (path: string): Promise<string | null> =>
      (await target.files.stat({ text: path })) === null ? null : await fileLatin1(target, path, 4_000_000);
    const text = await read('/etc/crypttab');
    if (text === null) return unread('not-applicable', 'There is no /etc/crypttab.', '');
    const table = target.running ? [] : readFstab((await read('/etc/fstab')) ?? '');
    const entries = readCrypttab(text);
    const seesDevices = entries.length > 0 && (await target.exec.run({ argv: ['blkid'], timeoutMs: 30_000, signal })).stdout.length > 0;
    const value: CrypttabDevice[] = [];
    for (const entry of entries) {
      const mounts = table.filter(({ spec }) => spec === `/dev/mapper/${entry.name}`);
      value.push({ ...entry, mounts, found: await isThere(target, entry.device, seesDevices, signal) });
    }
    const gone = value.filter(({ found }) => found === false);
    const evidence = gone.map((entry) => ({
      source: `/etc/crypttab:${entry.line}`,
      line: latin1ToWords(entry.text),
      meaning: `${entry.device} does not exist`,
    }));
    return { known: true, value, evidence };
  },
});

/** A file is a file like others; of a system that does not run, a logical volume is not gone for not being active. */
async function isThere(target: Target, device: string, seesDevices: boolean, signal: AbortSignal): Promise<boolean | null> {
  if (device.startsWith('/') && !device.startsWith('/dev/')) return (await target.files.stat({ text: device })) !== null;
  return !seesDevices || (!target.running && isMapped(device)) ? null : deviceExists(target, device, signal);
}
