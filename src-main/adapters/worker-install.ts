import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../src-shared/errors.js';
import { expectProtected, expectProtectedTree } from './protected-path.js';
import { safeFolders } from './spawn-exec.js';

const home = '/opt/rescuepc-worker';

/** A copy of the worker that may be made in a protected place: which files, where to, and the hash over them. */
export type WorkerCopy = {
  readonly folder: string;
  readonly worker: string;
  readonly node: string;
  readonly sha256: string;
  readonly files: readonly { readonly from: string; readonly to: string; readonly mode: string; readonly sha256: string }[];
};

/** What a protected copy of this worker would be. Its folder is named by its hash, so another version is another folder. */
export async function describeCopy(workerFile: string): Promise<WorkerCopy> {
  const built = dirname(workerFile);
  const product = join(built, '..', '..');
  const names = (await readdir(built)).filter((name) => name.endsWith('.js')).map((name) => join('out', 'main', name));
  const scripts = (await readdir(join(product, 'native-scripts'), { recursive: true }).catch(() => []))
    .filter((name) => /\.(json|sh)$/.test(name))
    .map((name) => join('native-scripts', name));
  const nodeIsSafe = await expectProtected(process.execPath).then(
    () => true,
    () => false,
  );
  const sources = [
    ...[...names, ...scripts, 'package.json'].map((name) => ({ from: join(product, name), name, mode: '0644' })),
    ...(nodeIsSafe ? [] : [{ from: process.execPath, name: 'node', mode: '0755' }]),
  ];
  const hashed = await Promise.all(sources.map(async (source) => ({ ...source, sha256: await hashOf(source.from) })));
  const sha256 = createHash('sha256')
    .update(hashed.map((file) => `${file.name} ${file.sha256}\n`).join(''))
    .digest('hex');
  const folder = join(home, sha256.slice(0, 16));
  return {
    folder,
    worker: join(folder, 'out', 'main', 'worker.js'),
    node: nodeIsSafe ? process.execPath : join(folder, 'node'),
    sha256,
    files: hashed.map(({ from, name, mode, sha256: own }) => ({ from, to: join(folder, name), mode, sha256: own })),
  };
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

/** Makes the copy with root's `install`, asked for by sudo where this is not root. AppError if it does not become what was announced. */
export async function installCopy(copy: WorkerCopy): Promise<void> {
  const folders = [...new Set(copy.files.map((file) => dirname(file.to)))];
  await asRoot([
    '/usr/bin/install',
    '-d',
    '-o',
    'root',
    '-g',
    'root',
    '-m',
    '0755',
    home,
    copy.folder,
    join(copy.folder, 'out'),
    ...folders,
  ]);
  // One call a folder: each may be a password prompt, and sudo is slow to start.
  for (const [place, files] of Map.groupBy(copy.files, (file) => `${file.mode} ${dirname(file.to)}`)) {
    const [mode = '', folder = ''] = place.split(/ (.*)/);
    await asRoot(['/usr/bin/install', '-o', 'root', '-g', 'root', '-m', mode, '-t', folder, '--', ...files.map((file) => file.from)]);
  }
  if (!(await isInstalled(copy)))
    throw new AppError(
      'unsafe-place',
      `The copy in ${copy.folder} is not what was announced.`,
      'Do not use it; remove that folder, and look at who changes files here.',
    );
}

async function hashOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

async function asRoot(command: readonly string[]): Promise<void> {
  const [file, ...args] = process.getuid?.() === 0 ? command : ['/usr/bin/sudo', '--', ...command];
  const child = spawn(file ?? '', args, { stdio: 'inherit', env: { PATH: safeFolders.join(':'), LC_ALL: 'C.UTF-8' }, cwd: '/' });
  const code = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (status) => resolve(status ?? 1));
  });
  if (code !== 0) throw new AppError('elevation-refused', 'The worker could not be installed.', 'Try again as root.');
}
