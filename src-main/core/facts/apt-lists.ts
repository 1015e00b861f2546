import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Target } from '../ports.js';
import { askAptCheck } from './apt-check.js';
import { packageStamp } from './package-stamp.js';
import { unread } from './raw.js';
import { pathInRelease, readSums, readUnreadableList, releaseSums, type DamagedList } from './readers/apt-lists.js';
import { defineFact } from './types.js';

const folder = '/var/lib/apt/lists';

/**
 * Package lists that apt has fetched and that are damaged. Two signals without a network: apt's own complaint, and the sums
 * that the signed Release file beside a list gives, which also find damage that apt reads without complaint.
 */
export const aptLists = defineFact<{ readonly checked: number; readonly damaged: readonly DamagedList[] }>({
  id: 'apt-lists',
  title: 'Fetched package lists',
  cost: 'default',
  needs: [],
  timeoutMs: 180_000,
  keeping: { stamp: packageStamp, sound: ({ damaged }) => damaged.length === 0 },
  async read(context): Promise<ReadingOf<{ checked: number; damaged: readonly DamagedList[] }>> {
    const { target, signal } = context;
    if ((await target.files.stat({ text: folder })) === null) return unread('not-applicable', 'This system does not use apt.', '');
    const [complaint, { checked, wrong }] = await Promise.all([askAptCheck(context).then(readUnreadableList), wrongSums(target, signal)]);
    const named = complaint.known ? complaint.value : [];
    // What apt cannot say now, for another reason, it will say when that is mended; the sums stand for themselves.
    if (!complaint.known && wrong.length === 0) return complaint;
    const damaged = [...named, ...wrong.filter(({ file }) => !named.some((other) => other.file === file))];
    const evidence = [
      ...(complaint.known ? complaint.evidence : []),
      ...wrong.map(({ file, why }) => ({ source: file, line: why, meaning: 'the list is not the one that was published' })),
    ];
    return { known: true, value: { checked, damaged }, evidence };
  },
});

/** Plain lists whose sum is not the one in their Release file. A link (a local source) may be newer than its Release: not judged. */
async function wrongSums(target: Target, signal: AbortSignal): Promise<{ checked: number; wrong: DamagedList[] }> {
  const names = (await target.files.list({ text: folder })).map((entry) => entry.text);
  const wanted = new Map<string, string>();
  for (const release of names.filter((name) => /_(In)?Release$/.test(name))) {
    const sums = releaseSums(new TextDecoder().decode(await target.files.read({ text: release }, 32_000_000)));
    for (const list of names.filter((name) => /_(Packages|Sources)$/.test(name))) {
      const sum = sums.get(pathInRelease(list, release) ?? '');
      if (sum !== undefined && (await target.files.stat({ text: list }))?.kind === 'file') wanted.set(list, sum);
    }
  }
  if (wanted.size === 0) return { checked: 0, wrong: [] };
  const raw = await target.exec.run({ argv: ['sha256sum', '--', ...wanted.keys()], timeoutMs: 60_000, signal });
  const found = readSums(raw) ?? new Map<string, string>();
  const wrong = [...wanted].filter(([list, sum]) => found.has(list) && found.get(list) !== sum);
  return { checked: found.size, wrong: wrong.map(([file]) => ({ file, why: 'its checksum is not the published one' })) };
}
