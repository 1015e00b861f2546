import type { BlockDevice, DiskRecord, DiskWorld } from '../../src-main/core/disk-ports.js';
import { rawOf, type FakeAnswer } from './fake-exec.js';

/** A machine's disks in memory. Programs are answered by `on`; mount and umount keep the table of mounts. */
export type FakeDisks = DiskWorld & {
  readonly table: BlockDevice[];
  readonly mounted: { id: string; source: string; at: string }[];
  /** Text of files by device path and path, as seen when that device is mounted. */
  readonly files: Map<string, string>;
  readonly notFree: Set<string>;
  readonly swap: string[];
  readonly notes: Map<string, DiskRecord>;
  /** Notes of processes that no longer live. */
  readonly stale: { key: string; record: DiskRecord }[];
  /** Every command that was run, with its input. */
  readonly ran: { line: string; input: string | undefined }[];
  on(words: string, answer: FakeAnswer | ((line: string, input: string | undefined) => FakeAnswer)): void;
};

export function createFakeDisks(): FakeDisks {
  const answers = new Map<string, FakeAnswer | ((line: string, input: string | undefined) => FakeAnswer)>();
  const table: BlockDevice[] = [];
  const mounted: FakeDisks['mounted'] = [];
  const files = new Map<string, string>();
  const notes = new Map<string, DiskRecord>();
  const stale: FakeDisks['stale'] = [];
  const ran: FakeDisks['ran'] = [];
  const notFree = new Set<string>();
  const swap: string[] = [];
  const deviceAt = (path: string): BlockDevice | undefined => table.find((device) => device.path === path);
  const textAt = (root: string, path: string): string | null => {
    const source = mounted.findLast((mount) => mount.at === root)?.source ?? '';
    return files.get(`${source}:${path}`) ?? null;
  };

  function mountTable(argv: readonly string[]): FakeAnswer | null {
    const after = (word: string): string => argv[argv.indexOf(word) + 1] ?? '';
    if (argv[0] === 'mount')
      mounted.push({ id: deviceAt(after('--source'))?.id ?? '0:1', source: after('--source'), at: after('--target') });
    else if (argv[0] === 'umount') {
      const index = mounted.findLastIndex(({ at }) => at === argv.at(-1));
      if (index < 0) return { code: 32, stderr: 'not mounted' };
      mounted.splice(index, 1);
    } else return ['cp', 'mkdir', 'ln'].includes(argv[0] ?? '') ? {} : null;
    return {};
  }

  return {
    folder: '/run/rescuepc/disks',
    table,
    mounted,
    files,
    notFree,
    swap,
    notes,
    stale,
    ran,
    on: (words, answer) => void answers.set(words, answer),
    run(argv, input) {
      const line = argv.join(' ');
      ran.push({ line, input });
      const [words] = [...answers.keys()].filter((key) => line.startsWith(key)).toSorted((a, b) => b.length - a.length);
      const set = words === undefined ? undefined : answers.get(words);
      const answer = typeof set === 'function' ? set(line, input) : set;
      return Promise.resolve(rawOf({ argv, ...(answer ?? mountTable(argv) ?? { missing: true, code: null }) }));
    },
    devices: () => Promise.resolve([...table]),
    deviceId: (path) => Promise.resolve(deviceAt(path)?.id ?? null),
    deviceFiles: () => Promise.resolve(['/dev/null', ...table.map(({ path }) => path)]),
    isFree: (path) => Promise.resolve(!notFree.has(path)),
    mounts: () => Promise.resolve([...mounted]),
    swaps: () => Promise.resolve([...swap]),
    isFolder: (root, path) => Promise.resolve(textAt(root, path) === 'folder'),
    text: (root, path) => Promise.resolve(textAt(root, path)),
    makeMountPoint: () => Promise.resolve(),
    removeMountPoint: () => Promise.resolve(),
    remember: (key, record) => Promise.resolve(void notes.set(key, record)),
    forget: (key) => Promise.resolve(void (notes.delete(key), stale.splice(0, stale.length, ...stale.filter((one) => one.key !== key)))),
    leftovers: () => Promise.resolve([...stale]),
    sleep: () => Promise.resolve(),
  };
}

/** A partition of /dev/sda with a plain ext4 system. */
export function putSystem(world: FakeDisks, path: string, id: string, files: Readonly<Record<string, string>> = {}, below = ['8:0']): void {
  if (!world.table.some((device) => device.id === '8:0')) world.table.push({ path: '/dev/sda', id: '8:0', kind: 'disk', below: [] });
  world.table.push({ path, id, kind: below.includes('8:0') ? 'partition' : 'mapped', below });
  putType(world, path, `TYPE=ext4\nUUID=aaaa-${id.replace(':', '')}\n`);
  for (const [name, text] of Object.entries({
    '/etc/passwd': 'root:x:0:0\n',
    '/dev': 'folder',
    '/run': 'folder',
    '/sys': 'folder',
    ...files,
  }))
    world.files.set(`${path}:${name}`, text);
}

export function putType(world: FakeDisks, path: string, stdout: string): void {
  world.on(`blkid -p -o export ${path}`, { stdout });
}
