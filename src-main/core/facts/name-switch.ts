import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { unread } from './raw.js';
import { fileLatin1 } from './read-text.js';
import { type SwitchLine, switchLine } from './readers/name-servers.js';
import { defineFact } from './types.js';

/** Lines of nsswitch.conf, one character a byte; null: there is none for host names. `people`: those for users and groups. */
export type NameSwitch = { readonly hosts: SwitchLine | null; readonly people: readonly SwitchLine[] };

/** Where host names and users are looked up. */
export const nameSwitch = defineFact<NameSwitch>({
  id: 'name-switch',
  title: 'Where names are looked up',
  cost: 'default',
  needs: [],
  timeoutMs: 5_000,
  async read({ target }): Promise<ReadingOf<NameSwitch>> {
    const path = { text: '/etc/nsswitch.conf' };
    const stat = await target.files.stat(path);
    if (stat === null) return unread('not-applicable', 'There is no /etc/nsswitch.conf: the C library uses its own order.', '');
    if (stat.kind !== 'file') return unread('not-applicable', '/etc/nsswitch.conf is written by another program (a link).', '');
    const text = await fileLatin1(target, path.text, 1_000_000);
    const hosts = switchLine(text, 'hosts');
    const people = ['passwd', 'group', 'shadow'].flatMap((database) => switchLine(text, database) ?? []);
    const source = hosts === null ? path.text : `${path.text}:${hosts.line}`;
    return {
      known: true,
      value: { hosts, people },
      evidence: [
        { source, line: hosts?.text ?? 'no hosts line', meaning: 'where host names are looked up' },
        ...people.map(({ line, text: said, database }) => ({
          source: `${path.text}:${line}`,
          line: said,
          meaning: `where ${database} is looked up`,
        })),
      ],
    };
  },
});
