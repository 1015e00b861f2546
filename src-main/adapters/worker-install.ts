import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../src-shared/errors.js';
import { readPlain } from './plain-file.js';
import { expectProtected, expectProtectedTree } from './protected-path.js';
import { safeFolders } from './spawn-exec.js';
import { tarOf } from './tar.js';

const home = '/opt/rescuepc-worker';
/** More than Node has, our largest file. */
const largestFile = 1024 * 1024 * 1024;

/** A copy of the worker that may be made in a protected place: which files, where to, and the hash over them. */
export type WorkerCopy = {
  readonly folder: string;
  readonly worker: string;
  readonly node: string;
  readonly sha256: string;
  readonly files: readonly { readonly from: string; readonly to: string; readonly mode: string; readonly sha256: string }[];
};

/** What a protected copy of this worker, and of the Node that it runs on where that is not protected either, would be. Its folder is named by its hash, so another version is another folder. */
export async function describeCopy(workerFile: string, node: string): Promise<WorkerCopy> {
  const built = dirname(workerFile);
  const product = join(built, '..', '..');
  const names = (await readdir(built)).filter((name) => name.endsWith('.js')).map((name) => join('out', 'main', name));
  const scripts = (await readdir(join(product, 'native-scripts'), { recursive: true }).catch(() => []))
    .filter((name) => /\.(json|sh)$/.test(name))
    .map((name) => join('native-scripts', name));
  const nodeIsSafe = await expectProtected(node).then(
    () => true,
    () => false,
  );
  const sources = [
    ...[...names, ...scripts, 'package.json'].map((name) => ({ from: join(product, name), name, mode: '0644' })),
    ...(nodeIsSafe ? [] : [{ from: node, name: 'node', mode: '0755' }]),
  ];
  const hashed = await Promise.all(sources.map(async (source) => ({ ...source, sha256: await hashOf(source.from) })));
  const sha256 = createHash('sha256')
    .update(hashed.map((file) => `${file.name} ${file.sha256}\n`).join(''))
    .digest('hex');
  const folder = join(home, sha256.slice(0, 16));
  return {
    folder,
    worker: join(folder, 'out', 'main', 'worker.js'),
    node: nodeIsSafe ? node : join(folder, 'node'),
    sha256,
    files: hashed.map(({ from, name, mode, sha256: own }) => ({ from, to: join(folder, name), mode, sha256: own })),
  };
}

/**
 * AppError unsafe-place if no copy could be protected: the folders above its place can be changed by others. Its words say how to
 * mend that.
 */
export function expectPlaceForCopy(): Promise<void> {
  const above = dirname(home);
  return expectProtected(existsSync(above) ? above : dirname(above));
}

/** True if that copy is there, whole and protected. */
export async function isInstalled(copy: WorkerCopy): Promise<boolean> {
  try {
    await expectProtectedTree(copy.folder);
    for (const file of copy.files) if ((await hashOf(file.to)) !== file.sha256) return false;
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes the copy: the announced bytes, and no others, go to root's `tar`, which is asked for once by sudo in a terminal or by pkexec,
 * where this is not root. AppError elevation-refused, or unsafe-place if the files are no longer what was announced.
 */
export async function installCopy(copy: WorkerCopy, hasTerminal: boolean): Promise<void> {
  const files = await Promise.all(
    copy.files.map(async ({ from, to, mode, sha256 }) => {
      const bytes = await readPlain(from, largestFile, { follow: true });
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw altered(from);
      return { path: to.slice(1), mode: Number.parseInt(mode, 8), bytes };
    }),
  );
  const folders = [...new Set(files.flatMap(({ path }) => foldersOf(path)))].toSorted((a, b) => a.length - b.length);
  const archive = tarOf([...folders.map((path) => ({ path, mode: 0o755, bytes: 'folder' as const })), ...files]);
  await asRoot(['/usr/bin/tar', '--extract', '--file=-', '--directory=/', '--same-owner', '--same-permissions'], archive, hasTerminal);
  if (!(await isInstalled(copy))) throw altered(copy.folder);
}

/** The folders of ours above a file, the outermost first. */
function foldersOf(path: string): string[] {
  const folder = dirname(path);
  return `/${folder}`.startsWith(home) ? [...foldersOf(folder), folder] : [];
}

function altered(what: string): AppError {
  return new AppError('unsafe-place', `${what} is not what was announced.`, 'Do not use it, and look at who changes files here.');
}

async function hashOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readPlain(file, largestFile, { follow: true }))
    .digest('hex');
}

async function asRoot(command: readonly string[], input: Buffer, hasTerminal: boolean): Promise<void> {
  // sudo asks on the terminal itself, not on its input.
  const way = process.getuid?.() === 0 ? [] : hasTerminal ? ['/usr/bin/sudo', '--'] : ['/usr/bin/pkexec', '--disable-internal-agent'];
  const [file, ...args] = [...way, ...command];
  const child = spawn(file ?? '', args, {
    stdio: ['pipe', 'ignore', 'inherit'],
    env: { PATH: safeFolders.join(':'), LC_ALL: 'C.UTF-8' },
    cwd: '/',
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (status) => resolve(status ?? 1));
  });
  if (code !== 0)
    throw new AppError('elevation-refused', 'The worker could not be installed.', 'Try again, and give the password of an administrator.');
}
