import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { latin1ToWords } from '../bytes.js';
import { aptFolder, latin1File } from './apt-files.js';
import { unread } from './raw.js';
import { readProxyLines, type ProxyLine } from './readers/apt-conf.js';
import { defineFact } from './types.js';

export type AptProxy = ProxyLine & { readonly file: string };

/** Proxies that apt is told to use, with the line that says so. */
export const aptProxies = defineFact<AptProxy[]>({
  id: 'apt-proxies',
  title: 'Proxies of apt',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  async read({ target }): Promise<ReadingOf<AptProxy[]>> {
    if ((await target.files.stat({ text: '/etc/apt' })) === null) return unread('not-applicable', 'This system does not use apt.', '');
    const files = [...(await aptFolder(target, '/etc/apt/apt.conf.d', ['', 'conf'])), '/etc/apt/apt.conf'];
    const found: AptProxy[] = [];
    for (const file of files) {
      const text = await latin1File(target, file);
      if (text !== null) found.push(...readProxyLines(text).map((line) => ({ file, ...line })));
    }
    const evidence = found.map((proxy) => ({
      source: `${proxy.file}:${proxy.line}`,
      line: latin1ToWords(proxy.text).trim(),
      meaning: `apt fetches everything through ${proxy.host}, port ${proxy.port}`,
    }));
    return { known: true, value: found, evidence };
  },
});
