import type { FilePath } from '../../../src-shared/contract/path.js';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { formatBytes } from '../bytes.js';
import { defineFact } from './types.js';

/** `allocated`: bytes on the disk. */
export type DumpFolder = {
  readonly folder: string;
  readonly entries: readonly { readonly path: FilePath; readonly files: number; readonly bytes: number }[];
  readonly allocated: number;
};

const folders = ['/var/lib/systemd/coredump', '/var/crash', '/var/lib/apport/coredump'];

/** Memory of programs, or of the kernel, that was kept when they crashed. Sources: systemd-coredump(8), kdump-config(8), apport. */
export const crashDumps = defineFact<DumpFolder[]>({
  id: 'crash-dumps',
  title: 'Kept crash dumps',
  cost: 'default',
  needs: [],
  timeoutMs: 30_000,
  async read({ target }): Promise<ReadingOf<DumpFolder[]>> {
    const value: DumpFolder[] = [];
    for (const folder of folders) {
      if ((await target.files.stat({ text: folder }))?.kind !== 'dir') continue;
      const entries: DumpFolder['entries'][number][] = [];
      for (const path of await target.files.list({ text: folder })) {
        const census = await target.files.census(path);
        entries.push({ path, files: census.files, bytes: census.allocated });
      }
      value.push({ folder, entries, allocated: entries.reduce((sum, { bytes }) => sum + bytes, 0) });
    }
    const evidence = value.map(({ folder, entries, allocated }) => ({
      source: folder,
      line: `${entries.length} entries, ${formatBytes(allocated)}`,
      meaning: 'on the disk',
    }));
    const none = { source: folders.join(', '), line: 'absent', meaning: 'no crash dumps are kept' };
    return { known: true, value, evidence: value.length === 0 ? [none] : evidence };
  },
});
