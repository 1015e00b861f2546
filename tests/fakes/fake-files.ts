import type { FilePath } from '../../src-shared/contract/path.js';
import { AppError, type ErrorCode } from '../../src-shared/errors.js';
import { sha256 } from '../../src-main/core/bytes.js';
import type { Attributes, Files, FileStat } from '../../src-main/core/ports.js';

/** A node of the fake tree. Everything that undo has to bring back is a plain member, so that trees can be compared. */
export type FakeNode = {
  readonly kind: 'file' | 'dir' | 'link' | 'block';
  readonly bytes: Uint8Array;
  readonly target: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly atimeMs: number;
  readonly mtimeMs: number;
  readonly xattrs: Readonly<Record<string, string>>;
  readonly flags: string;
  readonly device: number;
  /** Of the last change to content or attributes; absent: mtimeMs. */
  readonly ctimeMs?: number;
};

/** Called around each change: before it happens and after it has. A dead process throws in both. */
export type OnChange = (what: string, when: 'before' | 'after') => void;

export type FakeFiles = Files & {
  put(path: string, content: string | Uint8Array, more?: Partial<FakeNode>): void;
  putFolder(path: string, more?: Partial<FakeNode>): void;
  putLink(path: string, target: string): void;
  node(path: string): FakeNode | undefined;
  text(path: string): string | undefined;
  delete(path: string): void;
  /** All that exists below a folder, in words that can be compared. Times of a file's last change are part of it. */
  tree(below?: string): Record<string, unknown>;
};

/** Makes a path, and all below it, answer with an error: by default that of a failing disk. */
export function breakPath(files: Files, path: string, code: ErrorCode = 'io-error'): void {
  const { stat, read, list, readLink } = files;
  const broken = ({ text }: FilePath): boolean => text === path || text.startsWith(`${path}/`);
  const refuse = (): Promise<never> => Promise.reject(new AppError(code, `${path} does not answer.`));
  files.stat = (at) => (broken(at) ? refuse() : stat(at));
  files.read = (at, most) => (broken(at) ? refuse() : read(at, most));
  files.list = (at) => (broken(at) ? refuse() : list(at));
  files.readLink = (at) => (broken(at) ? refuse() : readLink(at));
}

/** Files of a system that exists in memory only. A path is keyed by its bytes, one character a byte. */
export function createFakeFiles(onChange: OnChange = () => undefined): FakeFiles {
  const nodes = new Map<string, FakeNode>();
  let clock = 1_700_000_000_000;
  const fresh = (more: Partial<FakeNode>): FakeNode => ({
    kind: 'file',
    bytes: new Uint8Array(),
    target: '',
    mode: 0o644,
    uid: 0,
    gid: 0,
    atimeMs: clock,
    mtimeMs: clock,
    xattrs: {},
    flags: '',
    device: 1,
    ...more,
  });
  nodes.set('/', fresh({ kind: 'dir', mode: 0o755 }));

  function putFolder(path: string, more: Partial<FakeNode> = {}): void {
    for (let part = path; part !== '/'; part = parentOf(part))
      if (!nodes.has(part)) nodes.set(part, fresh({ kind: 'dir', mode: 0o755, ...(part === path ? more : {}) }));
  }

  function need(path: FilePath): FakeNode {
    const found = nodes.get(keyOf(path));
    if (!found) throw new AppError('not-found', `${path.text} is not there.`);
    return found;
  }

  async function change(what: string, path: FilePath, work: (key: string) => void): Promise<void> {
    onChange(`${what} ${path.text}`, 'before');
    await Promise.resolve();
    const key = keyOf(path);
    if (nodes.get(parentOf(key))?.kind !== 'dir') throw new AppError('not-found', `${path.text} has no folder.`);
    clock += 1_000;
    work(key);
    onChange(`${what} ${path.text}`, 'after');
  }

  return {
    put(path, content, more = {}) {
      putFolder(parentOf(path));
      nodes.set(path, fresh({ bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content, ...more }));
    },
    putFolder,
    putLink(path, target) {
      putFolder(parentOf(path));
      nodes.set(path, fresh({ kind: 'link', target, mode: 0o777 }));
    },
    node: (path) => nodes.get(path),
    text(path) {
      const found = nodes.get(path);
      return found === undefined ? undefined : Buffer.from(found.bytes).toString('utf8');
    },
    delete: (path) => removeBelow(nodes, path),
    tree(below = '/') {
      const inside = [...nodes].filter(([path]) => path === below || path.startsWith(below === '/' ? '/' : `${below}/`));
      return Object.fromEntries(
        inside.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([path, { atimeMs: _atime, ...node }]) => [path, comparable(node)]),
      );
    },

    stat: (path) => Promise.resolve(nodes.has(keyOf(path)) ? toStat(need(path)) : null),
    async read(path, maxBytes) {
      const found = need(path);
      if (found.kind !== 'file') throw new AppError('bad-input', `${path.text} is not a plain file.`);
      if (found.bytes.length > maxBytes) throw new AppError('bad-input', `${path.text} is larger than ${maxBytes} bytes.`);
      return Promise.resolve(found.bytes.slice());
    },
    async list(path) {
      if (need(path).kind !== 'dir') throw new AppError('not-found', `${path.text} is no folder.`);
      const key = keyOf(path);
      const names = [...nodes.keys()].filter((other) => other !== '/' && parentOf(other) === key).toSorted();
      return Promise.resolve(names.map(toPath));
    },
    readLink: async (path) => Promise.resolve(need(path).target),
    census(path) {
      const key = keyOf(path);
      const files = [...nodes].filter(([other, node]) => (other === key || other.startsWith(`${key}/`)) && node.kind !== 'dir');
      const bytes = files.reduce((sum, [, node]) => sum + node.bytes.length, 0);
      return Promise.resolve({ files: files.length, bytes, allocated: bytes });
    },
    count(path) {
      const key = keyOf(path);
      const files = [...nodes].filter(([other, node]) => (other === key || other.startsWith(`${key}/`)) && node.kind !== 'dir');
      return Promise.resolve(files.length);
    },
    attributes(path) {
      const { mode, uid, gid, atimeMs, mtimeMs, xattrs, flags } = need(path);
      return Promise.resolve({ mode, uid, gid, atimeMs, mtimeMs, xattrs, flags });
    },
    replace: (path, bytes, { mode, attributes }) =>
      change('replace', path, (key) => {
        const old = nodes.get(key);
        const kept = attributes ?? (old?.kind === 'file' ? { ...old, mtimeMs: clock, atimeMs: clock } : undefined);
        nodes.set(key, fresh({ bytes: Uint8Array.from(bytes), ...(kept ? fromAttributes(kept) : { mode }) }));
      }),
    setMode: (path, { mode, sha256: sum, ...owner }) =>
      change('set-mode', path, (key) => {
        const old = need(path);
        const next = { ...old, ...owner };
        const kept = old.kind === 'file' && (next.uid !== old.uid || next.gid !== old.gid) ? old.mode & 0o1777 : old.mode;
        if (old.kind === 'file' && ((mode ?? 0) & 0o6000 & ~kept) !== 0 && sum !== sha256(old.bytes))
          throw new AppError('unsafe-path', `${path.text} has another content.`);
        nodes.set(key, { ...next, mode: mode ?? kept });
      }),
    symlink: (path, target) => change('symlink', path, (key) => void nodes.set(key, fresh({ kind: 'link', target, mode: 0o777 }))),
    makeFolder: (path, mode) =>
      change('make-folder', path, (key) => {
        if (nodes.has(key)) throw new AppError('bad-input', `${path.text} is there already.`);
        nodes.set(key, fresh({ kind: 'dir', mode }));
      }),
    rename: (from, to) =>
      change('rename', from, (key) => {
        if (!nodes.has(key)) throw new AppError('not-found', `${from.text} is not there.`);
        if (nodes.has(keyOf(to))) throw new AppError('undo-conflict', `${to.text} exists already.`, 'Nothing was replaced.');
        if (nodes.get(parentOf(keyOf(to)))?.kind !== 'dir') throw new AppError('not-found', `${to.text} has no folder.`);
        const moved = [...nodes].filter(([other]) => other === key || other.startsWith(`${key}/`));
        for (const [other] of moved) nodes.delete(other);
        for (const [other, node] of moved) nodes.set(keyOf(to) + other.slice(key.length), node);
      }),
    remove: (path) => change('remove', path, (key) => void nodes.delete(key)),
    removeTree: (path) => change('remove-tree', path, (key) => removeBelow(nodes, key)),
  };
}

function removeBelow(nodes: Map<string, FakeNode>, key: string): void {
  for (const other of nodes.keys()) if (other === key || other.startsWith(`${key}/`)) nodes.delete(other);
}

function fromAttributes(from: Attributes | FakeNode): Partial<FakeNode> {
  const { mode, uid, gid, atimeMs, mtimeMs } = from;
  return { mode, uid, gid, atimeMs, mtimeMs, xattrs: from.xattrs ?? {}, flags: from.flags ?? '' };
}

function comparable(node: Omit<FakeNode, 'atimeMs'>): unknown {
  const { bytes, ...rest } = node;
  // A folder's and a link's own time say nothing that undo promises.
  const timed = node.kind === 'file' ? rest : { ...rest, mtimeMs: 0 };
  return { ...timed, bytes: Buffer.from(bytes).toString('base64') };
}

function toStat(node: FakeNode): FileStat {
  const { kind, mode, uid, gid, mtimeMs, device } = node;
  return { kind, mode, uid, gid, mtimeMs, ctimeMs: node.ctimeMs ?? mtimeMs, device, size: node.bytes.length, inode: 1, links: 1 };
}

export function keyOf(path: FilePath): string {
  return Buffer.from(path.bytesBase64 ?? path.text, path.bytesBase64 === undefined ? 'utf8' : 'base64').toString('latin1');
}

function toPath(key: string): FilePath {
  const bytes = Buffer.from(key, 'latin1');
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? { text } : { text, bytesBase64: bytes.toString('base64') };
}

function parentOf(key: string): string {
  return key.slice(0, Math.max(1, key.lastIndexOf('/')));
}
