import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { toLatin1 } from '../bytes.js';
import { environmentFiles, sharedShellFiles } from './environment-files.js';
import { proxyIn, type ProxyLine } from './readers/proxy-line.js';
import { defineFact } from './types.js';

export type ProxySetting = ProxyLine & { readonly file: string; readonly line: number; readonly text: string };

/** Proxies that are set for all programs of all users, line by line. */
export const proxySettings = defineFact<ProxySetting[]>({
  id: 'proxy-settings',
  title: 'Proxies for everybody',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  async read({ target }): Promise<ReadingOf<ProxySetting[]>> {
    const files = [...(await environmentFiles(target)), ...(await sharedShellFiles(target))];
    const settings: ProxySetting[] = [];
    for (const file of files) {
      const lines = toLatin1(await target.files.read({ text: file }, 4_000_000)).split('\n');
      for (const [index, text] of lines.entries()) {
        const proxy = proxyIn(text);
        if (proxy !== null) settings.push({ file, line: index + 1, text, ...proxy });
      }
    }
    return {
      known: true,
      value: settings,
      evidence: settings.map(({ file, line, host, port }) => ({
        source: `${file}:${line}`,
        line: `${host}:${port}`,
        meaning: 'proxy for everybody',
      })),
    };
  },
});
