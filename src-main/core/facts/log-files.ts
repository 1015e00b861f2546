import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { formatBytes } from '../bytes.js';
import { stdoutText, unread, unusable } from './raw.js';
import { readFound } from './readers/find-files.js';
import { isMovable, isRooted } from './suspect.js';
import { defineFact } from './types.js';

/** `bytes` on the disk; `size` from its begin to its end. `rooted`: root may change it without crossing a folder of somebody else; `anchored`: at most the folder that it lies in is somebody else's. */
export type LogFile = {
  readonly path: string;
  readonly bytes: number;
  readonly size: number;
  readonly uid: number;
  readonly gid: number;
  readonly rooted: boolean;
  readonly anchored: boolean;
};

const folder = '/var/log';
const leastBytes = 100_000_000;

/** Large logs beside the journal: files of 100 MB and more. */
export const logFiles = defineFact<LogFile[]>({
  id: 'log-files',
  title: 'Large log files',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 60_000,
  async read({ target, signal }): Promise<ReadingOf<LogFile[]>> {
    if ((await target.files.stat({ text: folder }))?.kind !== 'dir') return unread('not-applicable', 'This system keeps no log files.', '');
    const own = ['find', folder, '-xdev', '-path', `${folder}/journal`, '-prune', '-o', '-type', 'f', '-size', '+90M'];
    const raw = await target.exec.run({ argv: ['find', ...own.slice(1), '-printf', '%m %b %U %G %p\\0'], timeoutMs: 50_000, signal });
    const bad = unusable(raw);
    if (bad) return bad;
    const found = readFound(stdoutText(raw));
    // 1: a file went away while it was looked at.
    if (found === null || (raw.code !== 0 && raw.code !== 1))
      return unread('unexpected-output', `${folder} could not be looked through.`, '');
    const value: LogFile[] = [];
    for (const { path, bytes: blocks, uid, gid } of found) {
      const size = (await target.files.stat({ text: path }))?.size ?? 0;
      // A log of log-ins has holes: what counts is what it takes on the disk, in blocks of 512 bytes.
      const bytes = blocks * 512;
      if (bytes < leastBytes) continue;
      const [rooted, anchored] = [await isMovable(target, path), await isRooted(target, posix.dirname(posix.dirname(path)))];
      value.push({ path, bytes, size, uid, gid, rooted, anchored });
    }
    const evidence = value.map(({ path, bytes }) => ({ source: path, line: formatBytes(bytes), meaning: 'a large log' }));
    const none = { source: folder, line: 'no file of 100 MB or more', meaning: 'logs are small' };
    return { known: true, value: value.toSorted((a, b) => b.bytes - a.bytes), evidence: value.length === 0 ? [none] : evidence };
  },
});
