import { posix } from 'node:path';
import { toAppError } from '../../../src-shared/errors.js';
import { isTooLong } from '../foreign-lines.js';
import type { Target } from '../ports.js';
import { stopIfLate } from '../time-limit.js';
import { mayBeElsewhere, readShellLine, strangePlace } from './readers/shell-line.js';

/** What speaks against a line that the system runs by itself. */
export type Suspicion = {
  readonly kind: 'place' | 'download' | 'gone' | 'long';
  /** The program in question; '' where it is fetched. */
  readonly program: string;
  readonly why: string;
  /** The program is there, and root may take it away without crossing anybody else's folder. */
  readonly movable: boolean;
};

/** Judges a line of shell by where its programs lie. null: nothing speaks against it. */
export async function suspicionOf(target: Target, line: string): Promise<Suspicion | null> {
  stopIfLate();
  if (isTooLong(line)) return { kind: 'long', program: '', why: 'the line is too long to be looked through', movable: false };
  const { programs, pipesIntoShell, tested } = readShellLine(line);
  for (const program of programs) {
    const why = strangePlace(program);
    if (why !== null) return { kind: 'place', program, why: `${program} ${why}`, movable: await isMovable(target, program) };
  }
  const library = programs.find((program) => /\.so(\.\d+)*$/.test(program) && !posix.basename(program).startsWith('ld-'));
  if (library !== undefined)
    return {
      kind: 'place',
      program: library,
      why: `${library} is a library, and is run as a program`,
      movable: await isMovable(target, library),
    };
  if (pipesIntoShell) return { kind: 'download', program: '', why: 'something from the internet is run unseen', movable: false };
  for (const program of programs) {
    if (tested.includes(program) || mayBeElsewhere(program) || (await existsFollowing(target, program))) continue;
    return { kind: 'gone', program, why: `${program} does not exist`, movable: false };
  }
  return null;
}

/** Follows links, as the system does when it starts a program. What may not be seen counts as there; a disk that fails is no answer. */
export async function existsFollowing(target: Target, path: string, depth = 0): Promise<boolean> {
  try {
    const stat = await target.files.stat({ text: path });
    if (stat === null || depth > 20) return false;
    if (stat.kind !== 'link') return true;
    return await existsFollowing(target, posix.resolve(posix.dirname(path), await target.files.readLink({ text: path })), depth + 1);
  } catch (thrown) {
    if (toAppError(thrown).code === 'io-error') throw thrown;
    return true;
  }
}

/** Whether it is a file of root's, in folders that only root can change or that are sticky: what the engine changes as root. */
export async function isMovable(target: Target, path: string): Promise<boolean> {
  const own = await target.files.stat({ text: path }).catch(() => null);
  return own?.kind === 'file' && own.uid === 0 && (await isRooted(target, posix.dirname(path)));
}

/** Whether a folder and all above it are root's, and only root can change them or they are sticky: then nobody puts another in its place. */
export async function isRooted(target: Target, start: string): Promise<boolean> {
  for (let folder = start; ; folder = posix.dirname(folder)) {
    const stat = await target.files.stat({ text: folder }).catch(() => null);
    const openToOthers = stat !== null && (stat.mode & 0o022) !== 0 && (stat.mode & 0o1000) === 0;
    if (stat === null || stat.kind === 'link' || stat.uid !== 0 || openToOthers) return false;
    if (folder === '/') return true;
  }
}
