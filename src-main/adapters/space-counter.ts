import { lstatSync, readdirSync, statfsSync, type Dirent, type Stats } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { SpaceNode } from '../../src-shared/contract/space.js';
import { AppError } from '../../src-shared/errors.js';
import type { SpaceCounter } from '../core/app-ports.js';
import { errno, fileError } from './system-error.js';
import { holdFolder, wholePath } from './walk.js';

/** Entries below this share of the whole are summed up: a treemap cannot show them, and a page cannot list them. */
const leastShare = 0.002;
const deepest = 8;
const unreadKept = 200;

type Tell = Parameters<SpaceCounter['count']>[2];

/** Counts what lies below a folder of the system at `root`, through no link out of it, as allocated on the disk, into a tree. Synchronous calls in small turns, as in the census. */
export const spaceCounter: SpaceCounter = {
  async count(root, path, onProgress, signal) {
    const held = await holdFolder(root, Buffer.from(path)).catch((thrown: unknown) => {
      throw ['ENOENT', 'ENOTDIR'].includes(errno(thrown))
        ? new AppError('not-found', `${path} is not a folder.`, 'Choose a folder or a mount point.')
        : fileError(thrown, wholePath(root, path));
    });
    try {
      return await countHeld(held.folder.toString(), path, onProgress, signal);
    } finally {
      await held.close();
    }
  },
};

async function countHeld(start: string, path: string, onProgress: Tell, signal: AbortSignal): ReturnType<SpaceCounter['count']> {
  const first = lstatSync(start);
  const seen = new Set<string>();
  const unread: { path: string; reason: string }[] = [];
  let unreadCount = 0;
  const done = { files: 0, bytes: 0, path };
  let sinceTurn = 0;

  async function walk(folder: string, shown: string): Promise<SpaceNode> {
    const node = emptyFolder(shown);
    for (const entry of entriesOf(folder, shown)) {
      const at = join(folder, entry.name);
      const stat = statOf(at, join(shown, entry.name));
      if (!stat || (stat.isDirectory() && stat.dev !== first.dev)) continue;
      if (stat.nlink > 1 && !stat.isDirectory()) {
        const key = `${stat.dev}:${stat.ino}`;
        if (seen.has(key)) continue;
        seen.add(key);
      }
      const bytes = stat.blocks * 512;
      const child: SpaceNode = stat.isDirectory()
        ? await walk(at, join(shown, entry.name))
        : { ...emptyFolder(join(shown, entry.name)), kind: 'file', files: 1 };
      child.bytes += bytes;
      node.bytes += child.bytes;
      node.files += child.files;
      node.children.push(child);
      done.bytes += bytes;
      if (!stat.isDirectory()) done.files += 1;
      if (++sinceTurn >= 500) {
        sinceTurn = 0;
        onProgress({ ...done, path: shown });
        await setImmediate();
        signal.throwIfAborted();
      }
    }
    // Small files need not be kept until the whole is known: they are never shown.
    foldSmall(node, Math.min(node.bytes * leastShare, 1_000_000));
    return node;
  }

  function entriesOf(folder: string, shown: string): Dirent[] {
    return readable(shown, () => readdirSync(folder, { withFileTypes: true })) ?? [];
  }

  // A folder may show its names and nothing more.
  function statOf(at: string, shown: string): Stats | undefined {
    return readable(shown, () => lstatSync(at, { throwIfNoEntry: false }));
  }

  function readable<T>(shown: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (thrown) {
      unreadCount += 1;
      if (unread.length < unreadKept) unread.push({ path: shown, reason: errno(thrown) === 'EACCES' ? 'no permission' : errno(thrown) });
      return undefined;
    }
  }

  const tree = await walk(start, path);
  prune(tree, tree.bytes * leastShare, 0);
  return { tree, unread, unreadCount, usedBytes: usedOf(start, first) };
}

/** Taken on the file system that is mounted here; null where the folder is only a part of one. */
function usedOf(folder: string, { dev, ino }: Stats): number | null {
  const above = lstatSync(`${folder}/..`);
  // Above the top of the running system lies that top itself.
  if (above.dev === dev && above.ino !== ino) return null;
  const { blocks, bfree, bsize } = statfsSync(folder);
  return (blocks - bfree) * bsize;
}

function emptyFolder(path: string): SpaceNode {
  return {
    name: path.slice(path.lastIndexOf('/') + 1) || path,
    path,
    kind: 'folder',
    bytes: 0,
    files: 0,
    children: [],
    rest: { files: 0, bytes: 0 },
  };
}

function foldSmall(node: SpaceNode, least: number): void {
  const kept: SpaceNode[] = [];
  for (const child of node.children) {
    if (child.bytes >= least) kept.push(child);
    else {
      node.rest.files += child.files;
      node.rest.bytes += child.bytes;
    }
  }
  node.children = kept.toSorted((a, b) => b.bytes - a.bytes);
}

function prune(node: SpaceNode, least: number, depth: number): void {
  foldSmall(node, depth >= deepest ? Infinity : least);
  for (const child of node.children) prune(child, least, depth + 1);
}
