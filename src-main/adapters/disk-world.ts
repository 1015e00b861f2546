import { constants, type Stats } from 'node:fs';
import { lstat, mkdir, open, readdir, realpath, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BlockDevice, DiskRecord, DiskWorld } from '../core/disk-ports.js';
import { deviceFiles, listDevices } from './block-devices.js';
import { largestTable, readPlain } from './plain-file.js';
import { identify, isLiving } from './processes.js';
import { expectProtected } from './protected-path.js';
import { runWithInput } from './run-with-input.js';

/** On memory, so that a restart of the machine leaves nothing of it. */
const ownFolder = '/run/rescuepc';

/** Below it the systems that were opened by their device are mounted. */
export const disksFolder = join(ownFolder, 'disks');

const largestText = 1_000_000;

/** This machine's disks, for the elevated engine. */
export function createDiskWorld(): DiskWorld {
  const notes = join(ownFolder, 'opened');
  return {
    folder: disksFolder,
    run: runWithInput,
    devices: listDevices,
    deviceFiles,
    async deviceId(path) {
      const found = await stat(path).catch(() => null);
      return found?.isBlockDevice() === true && (await realpath(path)).startsWith('/dev/') ? idOf(found.rdev) : null;
    },
    async isFree(path) {
      // open(2): O_EXCL on a block device fails if it is in use by the system.
      const handle = await open(path, constants.O_RDONLY | constants.O_EXCL).catch(() => null);
      await handle?.close();
      return handle !== null;
    },
    async mounts() {
      const lines = (await readPlain('/proc/self/mountinfo', largestTable)).toString().split('\n').filter(Boolean);
      return lines.map((line) => {
        const fields = line.split(' ');
        return { id: fields[2] ?? '', at: plain(fields[4] ?? ''), source: plain(fields[fields.indexOf('-') + 2] ?? '') };
      });
    },
    async swaps() {
      const lines = (await readPlain('/proc/swaps', largestTable).catch(() => '')).toString().split('\n').slice(1).filter(Boolean);
      return lines.map((line) => plain(line.split(/\s/)[0] ?? ''));
    },
    isFolder: async (root, path) => (await walk(root, path))?.stat.isDirectory() === true,
    async text(root, path) {
      const found = await walk(root, path);
      const bytes = found === null ? null : await readPlain(found.at, largestText).catch(() => null);
      return bytes === null ? null : bytes.toString('latin1');
    },
    async makeMountPoint(path) {
      await makeOwnFolder();
      await mkdir(path, { recursive: true, mode: 0o700 });
    },
    removeMountPoint: (path) => rmdir(path).catch(() => undefined),
    async remember(key, record) {
      await makeOwnFolder();
      const file = join(notes, `${key}.json`);
      await writeFile(`${file}.new`, JSON.stringify({ owner: await identify(process.pid), record }), { mode: 0o600 });
      await rename(`${file}.new`, file);
    },
    forget: (key) => rm(join(notes, `${key}.json`), { force: true }),
    async leftovers() {
      const names = (await readdir(notes).catch(() => [])).filter((name) => name.endsWith('.json'));
      if (names.length > 0) await expectProtected(notes);
      const left: { key: string; record: DiskRecord }[] = [];
      for (const name of names) {
        const { owner, record } = JSON.parse((await readPlain(join(notes, name), largestText)).toString()) as Note;
        if (owner === null || !(await isLiving(owner))) left.push({ key: name.slice(0, -'.json'.length), record });
      }
      return left;
    },
    sleep: (ms) => sleep(ms),
  };

  /** Root's alone, so that nobody else reaches what is mounted below. */
  async function makeOwnFolder(): Promise<void> {
    for (const folder of [ownFolder, disksFolder, notes]) await mkdir(folder, { recursive: true, mode: 0o700 });
    await expectProtected(disksFolder);
    await expectProtected(notes);
  }
}

type Note = { readonly owner: { readonly pid: number; readonly startTime: string } | null; readonly record: DiskRecord };

/** What a path leads to in a disk that nobody but root reaches, if every part before is a folder and nothing on the way a link. */
async function walk(root: string, path: string): Promise<{ at: string; stat: Stats } | null> {
  let at = root;
  let found = await lstat(root).catch(() => null);
  for (const part of path.split('/').filter(Boolean)) {
    if (found?.isDirectory() !== true || part === '..') return null;
    at = `${at}/${part}`;
    found = await lstat(at).catch(() => null);
  }
  return found && { at, stat: found };
}

/** `major:minor` of a device number as Linux packs it. Source: makedev(3), sys/sysmacros.h. */
function idOf(rdev: number): BlockDevice['id'] {
  const number = BigInt(rdev);
  const major = ((number >> 8n) & 0xfffn) | ((number >> 32n) & 0xfffff000n);
  const minor = (number & 0xffn) | ((number >> 12n) & 0xffffff00n);
  return `${major}:${minor}`;
}

/** Without the octal escapes of the kernel's tables. */
function plain(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_all, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
