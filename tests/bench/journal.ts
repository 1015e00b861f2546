import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeRunFolder, openRunFolder } from '../../src-main/adapters/run-folder.js';
import { makeStoreFolder } from '../../src-main/adapters/store-folder.js';
import { openJournal } from '../../src-main/core/repair/journal.js';
import { figure, type Figure } from './measure.js';

const rows = 300;

/** Journal rows per second, each chained, written and synced before the next, on the disk of `folder`. */
export async function journalRows(folder: string): Promise<Figure> {
  const place = mkdtempSync(join(folder, 'bench-journal-'));
  try {
    const samples: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const store = { root: '/', path: join(place, `store-${round}`), uid: process.getuid?.() ?? -1, machine: false };
      const run = `run-${round}`;
      for (const names of [[], ['runs']]) await makeStoreFolder(store, names, 0o700);
      await makeRunFolder(store, run, { v: 1 });
      const journal = await openJournal(
        openRunFolder(run, store, () => Promise.resolve(false)),
        () => new Date(),
      );
      const started = performance.now();
      for (let row = 0; row < rows; row += 1) await journal.append({ type: 'restoring', routine: 'bench', step: `1.${row}`, why: 'undo' });
      samples.push(rows / ((performance.now() - started) / 1000));
    }
    return figure('journal rows, each durable', 'rows/s', samples);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
