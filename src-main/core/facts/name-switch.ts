import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { toLatin1 } from '../bytes.js';
import { unread } from './raw.js';
import { hostsLine } from './readers/name-servers.js';
import { defineFact } from './types.js';

/** The `hosts` line of nsswitch.conf, one character a byte; null: there is none. */
export type NameSwitch = { readonly hosts: { readonly line: number; readonly text: string; readonly sources: readonly string[] } | null };

/** Where host names are looked up. */
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
    const hosts = hostsLine(toLatin1(await target.files.read(path, 1_000_000)));
    const source = hosts === null ? path.text : `${path.text}:${hosts.line}`;
    return {
      known: true,
      value: { hosts },
      evidence: [{ source, line: hosts?.text ?? 'no hosts line', meaning: 'where host names are looked up' }],
    };
  },
});
