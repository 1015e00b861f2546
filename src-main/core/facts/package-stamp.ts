import type { FilePath } from '../../../src-shared/contract/path.js';
import type { FileStat, Target } from '../ports.js';
import { aptFolder, latin1File } from './apt-files.js';
import type { Stamp } from './types.js';

/** What apt's answers depend on: its programs, what is installed, what can be installed, and its settings. */
const files = [
  '/usr/bin/apt-get',
  '/usr/bin/dpkg',
  '/var/lib/dpkg/status',
  '/var/lib/dpkg/arch',
  '/var/lib/apt/extended_states',
  '/etc/dpkg/dpkg.cfg',
] as const;
/** `depth`: how many folders below are looked into. What lies in apt's `partial` is no list yet. */
const folders = [
  { path: '/etc/apt', depth: 1 },
  { path: '/etc/dpkg/dpkg.cfg.d', depth: 0 },
  { path: '/var/lib/dpkg/updates', depth: 0 },
  { path: '/var/lib/apt/lists', depth: 0 },
] as const;

/**
 * The state of everything that apt's view of the packages depends on: of each file its place on the disk, size, owner, mode
 * and times. The time of the last change of a file's content or attributes cannot be set by a program, so that an edit is
 * seen although it puts size and date back. Not seen: bytes that go bad on the disk, and writes past the file system.
 * null where the view depends on more: a link, or settings that name other places.
 */
export async function packageStamp(target: Target): Promise<Stamp | null> {
  if (!target.running || (await namesOtherPlaces(target))) return null;
  const lines: string[] = [];
  let youngestMs = 0;

  function note({ text, bytesBase64 }: FilePath, stat: FileStat | null): boolean {
    youngestMs = Math.max(youngestMs, stat?.ctimeMs ?? 0);
    lines.push(JSON.stringify([bytesBase64 ?? text, stat]));
    return stat === null || stat.kind === 'file' || stat.kind === 'dir';
  }

  async function noteFolder(path: FilePath, depth: number): Promise<boolean> {
    const stat = await target.files.stat(path);
    if (!note(path, stat)) return false;
    if (stat === null) return true;
    const entries = await target.files.list(path);
    const stats = await Promise.all(entries.map((entry) => target.files.stat(entry)));
    for (const [at, entry] of entries.entries()) {
      const found = stats[at] ?? null;
      if (!(found?.kind === 'dir' && depth > 0 ? await noteFolder(entry, depth - 1) : note(entry, found))) return false;
    }
    return true;
  }

  for (const text of files) if (!note({ text }, await target.files.stat({ text }))) return null;
  for (const { path, depth } of folders) if (!(await noteFolder({ text: path }, depth))) return null;
  return { words: lines.join('\n'), youngestMs };
}

const elsewhere = /\bDir\b(?!::Cache\b)|\bRootDir\b|#include/i;

function withoutNotes(text: string): string {
  return text.replaceAll(/^[ \t]*(?:\/\/|#(?!include|clear)).*$/gim, '');
}

/** Whether apt is told to read lists, sources or states elsewhere, or further settings; where its caches lie does not matter. */
async function namesOtherPlaces(target: Target): Promise<boolean> {
  for (const file of ['/etc/apt/apt.conf', ...(await aptFolder(target, '/etc/apt/apt.conf.d', ['', 'conf']))])
    if (elsewhere.test(withoutNotes((await latin1File(target, file)) ?? ''))) return true;
  return false;
}
