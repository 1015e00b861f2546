import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { perLine } from '../foreign-lines.js';
import { environmentFiles, sharedShellFiles } from './environment-files.js';
import { fileLatin1 } from './read-text.js';
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
      const found = perLine(await fileLatin1(target, file, 4_000_000), (text, index) => {
        const proxy = proxyIn(text);
        return proxy === null ? [] : [{ file, line: index + 1, text, ...proxy }];
      });
      settings.push(...found);
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
