import { posix } from 'node:path';
import type { FilePath } from '../../../src-shared/contract/path.js';
import type { QuarantineEntry } from '../../../src-shared/contract/run.js';
import { AppError, toAppError } from '../../../src-shared/errors.js';
import type { Log } from '../engine-ports.js';
import type { Target } from '../ports.js';
import type { RunFolder, RunStore } from '../store-ports.js';
import { readJournal } from './journal.js';
import { stepKey, stepsOf, type StepProgress } from './progress.js';
import { keptPlace } from './steps/move-aside.js';

type Kept = { readonly entry: QuarantineEntry; readonly place: FilePath };

/** Everything that runs of a store have moved aside and that still lies there. What cannot be read of it is told to the log. */
export async function listQuarantine(store: RunStore, target: Target, log: Log): Promise<Kept[]> {
  const found: Kept[] = [];
  for (const id of await store.list()) {
    const opened = await openRows(store, id).catch((thrown: unknown) => {
      log.warn(`Run ${id}: ${toAppError(thrown).message}`);
      return null;
    });
    if (opened === null) continue;
    const { folder, rows, problems } = opened;
    if (problems.length > 0) log.warn(`Run ${id}: ${problems.join('; ')}.`);
    const moved = stepsOf(rows).filter((step) => step.record.body.kind === 'move-aside' && step.state !== 'restored');
    for (const step of moved) {
      const at = rows.find((row) => row.type === 'planned' && `${row.routine}/${row.step}` === stepKey(step))?.at ?? '';
      const kept = await keptEntry(folder, target, step, at).catch((thrown: unknown) => {
        const { code, message } = toAppError(thrown);
        // Who may not read the records must not be told that there is nothing.
        if (code !== 'damaged' && code !== 'not-found') throw thrown;
        log.warn(message);
        return null;
      });
      if (kept) found.push(kept);
    }
  }
  return found;
}

async function openRows(store: RunStore, id: string) {
  const { folder } = await store.open(id);
  return { folder, ...(await readJournal(folder)) };
}

async function keptEntry(folder: RunFolder, target: Target, step: StepProgress, movedAt: string): Promise<Kept | null> {
  const { body } = step.record;
  if (step.backups.length === 0 || body.kind !== 'move-aside') return null;
  const place = await keptPlace(body, { folder }, step.backups);
  const stat = await target.files.stat(place);
  if (stat === null) return null;
  const bytes = stat.kind === 'dir' ? (await target.files.census(place)).bytes : stat.size;
  return { place, entry: { id: `${folder.id}/${stepKey(step)}`, path: body.path.text, keptAt: place.text, bytes, movedAt } };
}

/** Deletes one kept thing for good and returns the bytes freed. AppError not-found. */
export async function purgeQuarantine(store: RunStore, target: Target, id: string, log: Log): Promise<number> {
  const all = await listQuarantine(store, target, log);
  const kept = all.find(({ entry }) => entry.id === id);
  if (!kept)
    throw new AppError(
      'not-found',
      `The quarantine has nothing called '${id}'.`,
      all.length > 0 ? `It holds: ${all.map(({ entry }) => entry.id).join(', ')}.` : 'It is empty.',
    );
  const folder = { text: posix.dirname(kept.place.text) };
  const stat = await target.files.stat(kept.place);
  if (stat?.kind === 'dir') await target.files.removeTree(kept.place);
  else await target.files.remove(kept.place);
  const left = await target.files.list(folder);
  if (left.length === 0) await target.files.removeTree(folder);
  return kept.entry.bytes;
}
