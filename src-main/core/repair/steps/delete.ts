import { posix } from 'node:path';
import type { FilePath } from '../../../../src-shared/contract/path.js';
import type { StepOf } from '../../../../src-shared/contract/step.js';
import { AppError, toAppError } from '../../../../src-shared/errors.js';
import { formatBytes } from '../../bytes.js';
import { keepBackup } from './keep.js';
import type { Executor, StepContext } from './types.js';

/** Machine folders whose content programs make again by themselves, or that nothing reads but a developer. A user's are below his home, see `checkAllowed`. */
const machineFolders = [
  '/var/cache/apt/archives',
  '/var/cache/dnf',
  '/var/cache/pacman/pkg',
  '/var/lib/systemd/coredump',
  '/var/lib/apport/coredump',
  '/var/crash',
];
const userFolders = ['.cache'];

/** Deletes listed entries of an allow-listed folder whose content is made again when needed. */
export const deleteEntries: Executor<StepOf<'delete'>> = {
  describe(body) {
    const bytes = body.entries.reduce((sum, entry) => sum + entry.bytes, 0);
    const files = body.entries.reduce((sum, entry) => sum + entry.files, 0);
    return {
      does: [
        `delete ${body.entries.length} entries of ${body.within.text} (${files} files, ${formatBytes(bytes)})`,
        ...body.entries.map((entry) => `  ${formatBytes(entry.bytes).padStart(8)}  ${posix.basename(entry.path.text)}`),
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
        // Something is mounted there, or is written into it just now: that one stays, and whether it matters the proof says.
        const error = toAppError(thrown);
        if (error.code !== 'busy') throw thrown;
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

/** AppError unsafe-path unless the folder is allow-listed and every entry lies directly in it. */
function checkAllowed(body: StepOf<'delete'>, context: StepContext): void {
  const profile = context.profiles.find((candidate) => candidate.name === body.user);
  const logs = body.scope === 'machine' && isLogFolder(body.within.text) && body.entries.every(({ path }) => isOldLog(path.text));
  const allowed = logs
    ? [body.within.text]
    : body.scope === 'machine'
      ? machineFolders
      : userFolders.map((name) => (profile ? posix.join(profile.home, name) : ''));
  const inside = (entry: FilePath): boolean => {
    const name = entryName(body.within, entry);
    return name !== '' && name !== '.' && name !== '..' && !name.includes('/');
  };
  if (!allowed.includes(body.within.text) || body.within.bytesBase64 !== undefined || !body.entries.every((entry) => inside(entry.path))) {
    throw new AppError('unsafe-path', `${body.within.text} is not a folder that may be cleaned.`, 'Nothing was deleted.');
  }
}

/** The folder of the system's logs, or one in it; the journal's files have their own way to be shortened. */
function isLogFolder(folder: string): boolean {
  return /^\/var\/log(\/(?!journal(\/|$))[^/]+)*$/.test(folder) && !/\/\.\.?(\/|$)/.test(folder);
}

/** A log that is no longer written to, as logrotate names it: syslog.1, syslog.2.gz, messages-20260101.xz, Xorg.0.log.old. */
export function isOldLog(path: string): boolean {
  return /[^/](\.\d{1,3}|-\d{8}(-\d+)?|\.old)(\.(gz|xz|zst|bz2))?$/.test(path);
}

function entryName(within: FilePath, entry: FilePath): string {
  const raw = entry.bytesBase64 === undefined ? entry.text : Buffer.from(entry.bytesBase64, 'base64').toString('latin1');
  return raw.startsWith(`${within.text}/`) ? raw.slice(within.text.length + 1) : '';
}
