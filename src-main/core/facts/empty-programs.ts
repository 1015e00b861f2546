import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { notUnderstood, stdoutText, unusable } from './raw.js';
import { readFound } from './readers/find-files.js';
import { defineFact } from './types.js';

/** Programs without a single byte: what a power cut leaves of a file that was just written. */
export const emptyPrograms = defineFact<string[]>({
  id: 'empty-programs',
  title: 'Programs that are empty',
  cost: 'default',
  needs: [],
  timeoutMs: 30_000,
  async read({ target, signal }): Promise<ReadingOf<string[]>> {
    const test = ['-xdev', '-maxdepth', '1', '-type', 'f', '-size', '0', '-perm', '/111', '-printf', '%m %s %U %G %p\\0'];
    const raw = await target.exec.run({ argv: ['find', '/usr/bin', '/usr/sbin', ...test], timeoutMs: 25_000, signal });
    const bad = unusable(raw);
    if (bad) return bad;
    const found = readFound(stdoutText(raw));
    if (found === null || raw.code !== 0) return notUnderstood(raw);
    const paths = found.map(({ path }) => path);
    return {
      known: true,
      value: paths,
      evidence: paths.map((path) => ({ source: path, line: '0 bytes', meaning: 'this program is empty' })),
    };
  },
});
