import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { unread } from './raw.js';
import { readAlternative } from './readers/alternatives.js';
import { existsFollowing } from './suspect.js';
import { defineFact } from './types.js';

export type DanglingAlternative = {
  readonly name: string;
  /** What the link names; null: there is no link. */
  readonly target: string | null;
  readonly link: string;
  readonly slaves: readonly { readonly name: string; readonly link: string }[];
  /** Choices whose program is there. */
  readonly choices: readonly string[];
};

const admin = '/var/lib/dpkg/alternatives';

/** Commands whose program one of several packages brings (editor, awk, java), and that lead nowhere. */
export const alternatives = defineFact<{
  readonly count: number;
  readonly dangling: readonly DanglingAlternative[];
  readonly unreadable: readonly string[];
}>({
  id: 'alternatives',
  title: 'Commands with several providers',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  async read({ target }): Promise<ReadingOf<{ count: number; dangling: DanglingAlternative[]; unreadable: string[] }>> {
    if ((await target.files.stat({ text: admin })) === null)
      return unread('not-applicable', 'This system has no alternatives of this kind.', '');
    const files = await target.files.list({ text: admin });
    const dangling: DanglingAlternative[] = [];
    const unreadable: string[] = [];
    for (const file of files) {
      const name = posix.basename(file.text);
      const read = readAlternative(new TextDecoder().decode(await target.files.read(file, 1_000_000)));
      // One file that dpkg's tool cannot read says nothing about the others.
      if (read === null) {
        unreadable.push(file.text);
        continue;
      }
      const path = `/etc/alternatives/${name}`;
      if (await existsFollowing(target, path)) continue;
      const choices: string[] = [];
      for (const choice of read.choices) if (await existsFollowing(target, choice)) choices.push(choice);
      const there = (await target.files.stat({ text: path }))?.kind === 'link';
      dangling.push({
        name,
        target: there ? await target.files.readLink({ text: path }) : null,
        link: read.link,
        slaves: read.slaves,
        choices,
      });
    }
    const evidence = dangling.map(({ name, target: to }) => ({
      source: `/etc/alternatives/${name}`,
      line: to ?? 'no link',
      meaning: 'leads to no program',
    }));
    return { known: true, value: { count: files.length, dangling, unreadable }, evidence };
  },
});
