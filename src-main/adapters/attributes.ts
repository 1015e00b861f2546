import type { Attributes, Exec } from '../core/ports.js';
import type { Stats } from 'node:fs';
import { chmod, chown, utimes } from 'node:fs/promises';

const timeoutMs = 10_000;

/** A path as a command's argument. Arguments are UTF-8 here: null for names that are not, whose attributes stay unread. */
function argument(path: Buffer): string | null {
  const text = path.toString('utf8');
  return Buffer.from(text, 'utf8').equals(path) ? text : null;
}

/** Extended attributes (ACLs and labels among them) and the immutable and append-only flags of a file. */
export async function readAttributes(exec: Exec, path: Buffer, stat: Stats): Promise<Attributes> {
  const { mode, uid, gid, atimeMs, mtimeMs } = stat;
  return { mode: mode & 0o7777, uid, gid, atimeMs, mtimeMs, xattrs: await readXattrs(exec, path), flags: await readFlags(exec, path) };
}

/** By getfattr, where it is installed; null elsewhere. Values are base64 as getfattr prints them. */
async function readXattrs(exec: Exec, path: Buffer): Promise<Record<string, string> | null> {
  const name = argument(path);
  if (name === null) return null;
  const raw = await exec.run({
    argv: ['getfattr', '--no-dereference', '--dump', '--match=-', '--encoding=base64', '--absolute-names', '--', name],
    timeoutMs,
  });
  if (raw.missing || raw.code !== 0) return null;
  const pairs = new TextDecoder()
    .decode(raw.stdout)
    .split('\n')
    .flatMap((line) => {
      const match = /^([^#=][^=]*)=0s(.*)$/.exec(line);
      return match?.[1] !== undefined ? [[match[1], match[2] ?? ''] as const] : [];
    });
  return Object.fromEntries(pairs);
}

/** 'i', 'a', both or ''; null where the file system has no such flags. */
async function readFlags(exec: Exec, path: Buffer): Promise<string | null> {
  const name = argument(path);
  if (name === null) return null;
  const raw = await exec.run({ argv: ['lsattr', '-d', '--', name], timeoutMs });
  if (raw.missing || raw.code !== 0) return null;
  const flags = new TextDecoder().decode(raw.stdout).split(' ')[0] ?? '';
  return ['i', 'a'].filter((flag) => flags.includes(flag)).join('');
}

/** Takes the immutable and append-only flags off, so that root can change the file. */
export async function clearFlags(exec: Exec, path: Buffer): Promise<void> {
  const name = argument(path);
  if (name !== null) await exec.run({ argv: ['chattr', '-ia', '--', name], timeoutMs });
}

export async function setFlags(exec: Exec, path: Buffer, flags: string | null): Promise<void> {
  const name = argument(path);
  if (name !== null && flags !== null && flags !== '') await exec.run({ argv: ['chattr', `+${flags}`, '--', name], timeoutMs });
}

/** Gives a file all of `attributes` but the flags, which are set when it is in its place. */
export async function applyAttributes(exec: Exec, path: Buffer, attributes: Attributes): Promise<void> {
  await chown(path, attributes.uid, attributes.gid);
  await chmod(path, attributes.mode);
  const name = argument(path);
  if (attributes.xattrs !== null && name !== null) {
    const present = (await readXattrs(exec, path)) ?? {};
    for (const strange of Object.keys(present).filter((key) => !(key in (attributes.xattrs ?? {}))))
      await exec.run({ argv: ['setfattr', '--no-dereference', '--remove', strange, '--', name], timeoutMs });
    for (const [key, value] of Object.entries(attributes.xattrs))
      if (present[key] !== value)
        await exec.run({ argv: ['setfattr', '--no-dereference', `--name=${key}`, `--value=0s${value}`, '--', name], timeoutMs });
  }
  await utimes(path, attributes.atimeMs / 1000, attributes.mtimeMs / 1000);
}

/** Copies owner, mode, times, ACL, attributes and label from one file to another, without needing to read them. */
export async function copyAttributes(exec: Exec, from: Buffer, to: Buffer): Promise<void> {
  const [source, goal] = [argument(from), argument(to)];
  if (source !== null && goal !== null)
    await exec.run({ argv: ['cp', '--attributes-only', '--preserve=all', '--no-dereference', '--', source, goal], timeoutMs });
}
