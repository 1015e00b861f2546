import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { latin1ToWords, toLatin1 } from '../bytes.js';
import { unread } from './raw.js';
import { defineFact } from './types.js';

/** `text` is the raw line, one character a byte. */
export type HostsLine = { readonly line: number; readonly text: string; readonly address: string; readonly names: readonly string[] };
export type HostsFile = { readonly lines: readonly HostsLine[] };

/** The entries of the hosts file, comments left out. */
export const hostsFile = defineFact<HostsFile>({
  id: 'hosts-file',
  title: 'Hosts file',
  cost: 'default',
  needs: [],
  timeoutMs: 5_000,
  async read({ target }): Promise<ReadingOf<HostsFile>> {
    if ((await target.files.stat({ text: '/etc/hosts' })) === null)
      return unread('failed', 'There is no /etc/hosts.', 'Reinstall the package that brings it, or write one with the localhost line.');
    const text = toLatin1(await target.files.read({ text: '/etc/hosts' }, 16_000_000));
    const lines = text.split('\n').flatMap((raw, index) => {
      const [address, ...names] = raw.replace(/#.*/, '').trim().split(/\s+/);
      return address === undefined || address === '' || names.length === 0
        ? []
        : [{ line: index + 1, text: raw, address, names: names.map((name) => name.toLowerCase()) }];
    });
    return {
      known: true,
      value: { lines },
      evidence: lines.slice(0, 40).map((line) => ({ source: `/etc/hosts:${line.line}`, line: latin1ToWords(line.text), meaning: 'entry' })),
    };
  },
});
