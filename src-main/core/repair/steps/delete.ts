import { posix } from 'node:path';
import type { FilePath } from '../../../../src-shared/contract/path.js';
import type { StepOf } from '../../../../src-shared/contract/step.js';
import { AppError, toAppError, type ErrorCode } from '../../../../src-shared/errors.js';
import { formatBytes } from '../../bytes.js';
import { crashDumpKind, crashFolders } from '../../crash-dump-names.js';
import { isKnownCache } from '../../known-caches.js';
import { logKind } from '../../log-names.js';
import { keepBackup } from './keep.js';
import type { Executor, StepContext } from './types.js';

/** Folders of package managers, whose content they fetch again by themselves. */
const fetchedFolders = ['/var/cache/apt/archives', '/var/cache/dnf', '/var/cache/pacman/pkg'];

/**
 * What is in the way of one entry only: something is mounted there or is written into it just now, it is somebody else's, closed to this
 * user, too deep, or on a file system that does not answer. A disk that fails, or that may not be written to, is in the way of all.
 */
const ofOneEntry: readonly ErrorCode[] = ['busy', 'unsafe-path', 'not-permitted', 'unsupported', 'timed-out'];

/** Deletes listed entries of an allow-listed folder whose content is made again when needed, or that nothing reads but a developer. */
export const deleteEntries: Executor<StepOf<'delete'>> = {
  describe(body) {
    const bytes = body.entries.reduce((sum, entry) => sum + entry.bytes, 0);
    const files = body.entries.reduce((sum, entry) => sum + entry.files, 0);
    return {
      does: [
        `delete ${body.entries.length} entries of ${body.within.text} (${files} files, ${formatBytes(bytes)})`,
        ...body.entries.map((entry) => `  ${formatBytes(entry.bytes).padStart(8)}  ${posix.relative(body.within.text, entry.path.text)}`),
      ],
      commands: [],
    };
  },
  reversibility: () => ({ level: 'none', why: 'Deleted files are not kept; programs make them again when they need them.' }),
  objects: (body) => body.entries.map((entry) => `file:${entry.path.bytesBase64 ?? entry.path.text}`),
  async observe(body, target) {
    const present = await Promise.all(body.entries.map(async (entry) => (await target.files.stat(entry.path)) !== null));
    return { present: present.filter(Boolean).length };
  },
  async capture(body, context) {
    const list = new TextEncoder().encode(JSON.stringify({ within: body.within, entries: body.entries }));
    return [await keepBackup(context, `${context.name}.deleted.json`, list)];
  },
  async apply(body, context) {
    checkAllowed(body, context);
    const { files } = context.target;
    const before = await files.census(body.within);
    const left: AppError[] = [];
    for (const entry of body.entries) {
      await files.removeTree(entry.path).catch((thrown: unknown) => {
        // That one stays, and the others do not stay for its sake; whether it matters the proof says.
        const error = toAppError(thrown);
        if (!ofOneEntry.includes(error.code)) throw thrown;
        left.push(error);
        context.log(`${error.message} It was left.\n`);
      });
    }
    const [first] = left;
    if (first && left.length === body.entries.length) throw first;
    const after = await files.census(body.within);
    context.log(`freed ${formatBytes(Math.max(0, before.allocated - after.allocated))} on the disk, ${before.files - after.files} files\n`);
    return [];
  },
  restore: () => Promise.resolve('not-possible'),
};

/** AppError unsafe-path unless every entry is known to be of the kind that may go from that folder. */
function checkAllowed(body: StepOf<'delete'>, context: StepContext): void {
  const home = context.profiles.find((candidate) => candidate.name === body.user)?.home;
  const mayGo = body.scope === 'machine' ? ofMachine(body.within.text) : body.within.text === `${home ?? ''}/.cache` ? isKnownCache : null;
  if (mayGo === null || body.within.bytesBase64 !== undefined || !body.entries.every(({ path }) => mayGo(entryName(body.within, path)))) {
    throw new AppError('unsafe-path', `${body.within.text} is not a folder that may be cleaned.`, 'Nothing was deleted.');
  }
}

/** Which names directly in a folder of the machine may go; null: none. */
function ofMachine(folder: string): ((name: string) => boolean) | null {
  if (fetchedFolders.includes(folder)) return isName;
  if (crashFolders.includes(folder)) return (name) => isName(name) && crashDumpKind(folder, name) !== null;
  if (isLogFolder(folder)) return (name) => isName(name) && logKind(`${folder}/${name}`) === 'old';
  return null;
}

function isName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !name.includes('/');
}

/** The folder of the system's logs, or one in it; the journal's files have their own way to be shortened. */
function isLogFolder(folder: string): boolean {
  return /^\/var\/log(\/(?!journal(\/|$))[^/]+)*$/.test(folder) && !/\/\.\.?(\/|$)/.test(folder);
}

function entryName(within: FilePath, entry: FilePath): string {
  const raw = entry.bytesBase64 === undefined ? entry.text : Buffer.from(entry.bytesBase64, 'base64').toString('latin1');
  return raw.startsWith(`${within.text}/`) ? raw.slice(within.text.length + 1) : '';
}
