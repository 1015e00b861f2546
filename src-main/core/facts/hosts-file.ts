import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { latin1ToWords } from '../bytes.js';
import { perLine } from '../foreign-lines.js';
import { unread } from './raw.js';
import { fileLatin1 } from './read-text.js';
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
    const text = await fileLatin1(target, '/etc/hosts', 16_000_000);
    const lines = perLine(text, (raw, index) => {
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
