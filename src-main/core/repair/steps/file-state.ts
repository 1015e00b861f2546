import { posix } from 'node:path';
import { canonical } from '../../../../src-shared/canonical.js';
import type { FilePath } from '../../../../src-shared/contract/path.js';
import type { State } from '../../../../src-shared/contract/step.js';
import { AppError } from '../../../../src-shared/errors.js';
import { sha256 } from '../../bytes.js';
import { isRooted } from '../../facts/suspect.js';
import type { Attributes, Target } from '../../ports.js';
import type { Backup } from '../rows.js';
import { keepBackup, readKept } from './keep.js';
import type { Kept, StepContext } from './types.js';

/** Larger files are not edited or kept whole: 64 MiB. */
export const maxFileBytes = 64 * 1024 * 1024;

/** The object's name for conflicts between steps and runs. */
export function fileObject(path: FilePath): string {
  return `file:${path.bytesBase64 ?? path.text}`;
}

/** What stands at a path: content hash, owner, mode, flags and a hash of the extended attributes. */
export async function observeFile(target: Target, path: FilePath): Promise<State> {
  const stat = await target.files.stat(path);
  if (stat === null) return { kind: 'absent' };
  const owner = { uid: stat.uid, gid: stat.gid };
  if (stat.kind === 'link') return { kind: 'link', ...owner, target: await target.files.readLink(path) };
  if (stat.kind !== 'file') return { kind: stat.kind, ...owner, mode: stat.mode };
  const bytes = await target.files.read(path, maxFileBytes);
  const { xattrs, flags } = await target.files.attributes(path);
  return {
    kind: 'file',
    ...owner,
    mode: stat.mode,
    size: stat.size,
    sha256: sha256(bytes),
    flags,
    xattrs: xattrs === null ? null : sha256(canonical(xattrs)),
  };
}

/** `linkMtimeMs`: of a link, which has no attributes beside. */
type Manifest = { readonly path: FilePath; readonly state: State; readonly attributes: Attributes | null; readonly linkMtimeMs?: number };

/** As much as its content says of the state of a file that will be written. */
export function fileOf(bytes: Uint8Array): State {
  return { kind: 'file', size: bytes.length, sha256: sha256(bytes) };
}

/** Keeps a file's bytes, and all else about it in a manifest, so that the backup also survives in an archive. */
export async function captureFile(context: StepContext, path: FilePath): Promise<Backup[]> {
  const state = await observeFile(context.target, path);
  if (state['kind'] === 'dir' || state['kind'] === 'other' || state['kind'] === 'block') {
    throw new AppError('unsafe-path', `${path.text} is not a plain file.`, 'Look at what stands there; RescuePC does not replace it.');
  }
  const isFile = state['kind'] === 'file';
  const attributes = isFile ? await attributesToKeep(context.target, path) : null;
  const linkMtimeMs = state['kind'] === 'link' ? (await context.target.files.stat(path))?.mtimeMs : undefined;
  const manifest: Manifest = { path, state, attributes, ...(linkMtimeMs === undefined ? {} : { linkMtimeMs }) };
  const kept = [await keepBackup(context, `${context.name}.json`, new TextEncoder().encode(JSON.stringify(manifest)))];
  if (isFile) kept.push(await keepBackup(context, `${context.name}.data`, await context.target.files.read(path, maxFileBytes)));
  return kept;
}

/**
 * In a folder of somebody else, who can swap files while they are read, the attributes may be of another file than the bytes: then
 * nothing is kept by which these would run with somebody's rights once they are put back.
 */
async function attributesToKeep(target: Target, path: FilePath): Promise<Attributes> {
  const attributes = await target.files.attributes(path);
  const isPowerful = (attributes.mode & 0o6000) !== 0 || 'security.capability' in (attributes.xattrs ?? {});
  if (!isPowerful || (await isRooted(target, posix.dirname(path.text)))) return attributes;
  const { 'security.capability': _gone, ...xattrs } = attributes.xattrs ?? {};
  return { ...attributes, mode: attributes.mode & 0o1777, xattrs: attributes.xattrs === null ? null : xattrs };
}

/** Puts back exactly what `captureFile` kept, absence included. */
export async function restoreFile(context: StepContext, path: FilePath, kept: Kept): Promise<'restored'> {
  const { files } = context.target;
  const [manifestBackup, data] = kept.backups;
  if (!manifestBackup) throw new AppError('damaged', `Nothing was kept of ${path.text}.`);
  const manifest = JSON.parse(new TextDecoder().decode(await readKept(context, manifestBackup))) as Manifest;
  switch (manifest.state['kind']) {
    case 'absent':
      await files.remove(path);
      return 'restored';
    case 'link':
      await files.symlink(path, String(manifest.state['target']), manifest.linkMtimeMs);
      return 'restored';
    default: {
      if (!data || !manifest.attributes) throw new AppError('damaged', `The content of ${path.text} was not kept.`);
      await files.replace(path, await readKept(context, data), { mode: manifest.attributes.mode, attributes: manifest.attributes });
      return 'restored';
    }
  }
}
