import { posix } from 'node:path';
import type { FilePath } from '../../../../src-shared/contract/path.js';
import type { State, StepOf } from '../../../../src-shared/contract/step.js';
import { AppError, toAppError } from '../../../../src-shared/errors.js';
import { readMounts, type Mounted } from '../../facts/mount-table.js';
import type { Files, FileStat, Target } from '../../ports.js';
import type { RunFolder } from '../../store-ports.js';
import type { Backup } from '../rows.js';
import { keepBackup, readKept } from './keep.js';
import { fileObject, observeFile } from './file-state.js';
import type { Executor, StepContext } from './types.js';

/** The folder for things moved aside at the top of a file system on which no store lies. */
const ownQuarantine = '.rescuepc-quarantine';

/** Renames a file or folder away, on its own file system: nothing is copied, nothing is lost, no space is freed. */
export const moveAside: Executor<StepOf<'move-aside'>> = {
  describe: (body) => ({
    does: [body.to ? `rename ${body.path.text} -> ${body.to.text}` : `move ${body.path.text} into the quarantine on the same file system`],
    commands: [],
  }),
  reversibility: () => ({ level: 'exact', why: 'It is renamed back.' }),
  objects: (body) => [fileObject(body.path)],
  observe: (body, target) => observeMoved(target, body.path),
  async capture(body, context) {
    const place = await chooseDestination(body, context);
    return [await keepBackup(context, `${context.name}.moved`, new TextEncoder().encode(JSON.stringify(place)))];
  },
  leaves: () => Promise.resolve({ kind: 'absent' }),
  async apply(body, context) {
    const place = await chooseDestination(body, context);
    await makeParents(context.target.files, place);
    await context.target.files.rename(body.path, place);
    return [];
  },
  async restore(body, context, kept) {
    const place = await keptPlace(body, context, kept.backups);
    if ((await context.target.files.stat(place)) === null)
      return (await context.target.files.stat(body.path)) === null ? 'not-possible' : 'already';
    await context.target.files.rename(place, body.path);
    return 'restored';
  },
};

/**
 * Where a step's object was moved to, as its run has recorded it. The record may come from a disk that nobody vouches for: a place that
 * such a step never chooses is not believed. AppError damaged.
 */
export async function keptPlace(
  body: StepOf<'move-aside'>,
  context: { readonly folder: RunFolder },
  [record]: readonly Backup[],
): Promise<FilePath> {
  if (!record) throw new AppError('damaged', `Where ${body.path.text} was moved to is not recorded.`);
  const place = parsePlace(new TextDecoder().decode(await readKept(context, record)));
  if (place === null || !isPlaceOf(body, context.folder.id, place))
    throw new AppError(
      'damaged',
      `What run ${context.folder.id} has recorded of ${body.path.text} is no place that things are moved to.`,
      'Nothing was changed there.',
    );
  return { text: place };
}

function parsePlace(json: string): string | null {
  try {
    const place: unknown = JSON.parse(json);
    const known = place !== null && typeof place === 'object' && 'text' in place && !('bytesBase64' in place) ? place.text : null;
    return typeof known === 'string' && known.startsWith('/') ? known : null;
  } catch {
    return null;
  }
}

/** In the run's folder of a quarantine, or, where the step says where to, beside the object under its name with an ending. */
function isPlaceOf(body: StepOf<'move-aside'>, run: string, place: string): boolean {
  const { dir, base } = posix.parse(body.path.text);
  if (body.to) return base !== '' && posix.dirname(place) === dir && posix.basename(place).startsWith(`${base}.`);
  const [name = '', inRun, quarantine = ''] = place.split('/').toReversed();
  return posix.normalize(place) === place && name !== '' && inRun === run && ['quarantine', ownQuarantine].includes(quarantine);
}

/** Who may rename a file may not be able to read it: then its identity stands for its content. */
async function observeMoved(target: Target, path: FilePath): Promise<State> {
  try {
    return await observeFile(target, path);
  } catch (thrown) {
    const stat = toAppError(thrown).code === 'not-permitted' ? await target.files.stat(path) : null;
    if (stat === null) throw thrown;
    const { kind, uid, gid, mode, size, mtimeMs, inode } = stat;
    return { kind, uid, gid, mode, size, mtimeMs, inode, unread: true };
  }
}

/** Where a step's object goes: where it says, else into the store's quarantine, else one on the object's file system. */
async function chooseDestination(body: StepOf<'move-aside'>, context: StepContext): Promise<FilePath> {
  const { files } = context.target;
  if ((await files.stat(body.path)) === null) throw new AppError('plan-changed', `${body.path.text} is gone.`, 'Make the plan again.');
  if (body.to) return freeName(files, body.to);
  // The folder's device, not the file's: on an overlay a file may report the layer it comes from.
  const folder = posix.dirname(body.path.text);
  const own = await files.stat({ text: folder });
  const name = `${context.name}-${posix.basename(body.path.text)}`;
  const inStore = posix.join(context.quarantine, context.folder.id, name);
  const storeStat = await nearest(files, posix.dirname(context.quarantine));
  // A folder of the same file system may be mounted in another place: nothing is renamed from one mount into another.
  const mounts = await readMounts(context.target).catch(() => []);
  const mount = mountOf(mounts, folder);
  if (own === null || (storeStat?.device === own.device && mount === mountOf(mounts, context.quarantine))) return { text: inStore };
  return { text: posix.join(await topOf(files, folder, own.device, mount), ownQuarantine, context.folder.id, name) };
}

/** The folder itself, or the nearest above it that is there already: a store may not have been made yet. */
async function nearest(files: Files, folder: string): Promise<FileStat | null> {
  for (let place = folder; ; place = posix.dirname(place)) {
    const stat = await files.stat({ text: place });
    if (stat !== null || place === '/') return stat;
  }
}

/** Where what a path lies on is mounted, by the path's own words; '/' where that is not known. */
function mountOf(mounts: readonly Mounted[], path: string): string {
  const above = mounts.map(({ at }) => at).filter((at) => at === '/' || at === path || path.startsWith(`${at}/`));
  return above.reduce((deepest, at) => (at.length > deepest.length ? at : deepest), '/');
}

/** The name itself, or, if an earlier repair left something there, the first of NAME.1, NAME.2, ... that is free. */
async function freeName(files: Files, wanted: FilePath): Promise<FilePath> {
  let name = wanted;
  for (let number = 1; (await files.stat(name)) !== null; number += 1) name = { text: `${wanted.text}.${number}` };
  return name;
}

/** The topmost folder of the same device and the same mount. */
async function topOf(files: Files, from: string, device: number, mount: string): Promise<string> {
  let folder = from;
  while (folder !== mount && folder !== '/' && (await files.stat({ text: posix.dirname(folder) }))?.device === device)
    folder = posix.dirname(folder);
  return folder;
}

async function makeParents(files: Files, place: FilePath): Promise<void> {
  const missing: string[] = [];
  for (let folder = posix.dirname(place.text); (await files.stat({ text: folder })) === null; folder = posix.dirname(folder))
    missing.unshift(folder);
  for (const folder of missing) await files.makeFolder({ text: folder }, 0o700);
}
