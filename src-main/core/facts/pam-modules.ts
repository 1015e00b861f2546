import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { readShellLine, strangePlace } from './readers/shell-line.js';
import { defineFact } from './types.js';

export type PamLine = { readonly file: string; readonly line: number; readonly text: string; readonly why: string };

/** Lines of the log-in rules that run something from where nothing belongs. */
export const pamModules = defineFact<{ readonly files: number; readonly odd: readonly PamLine[] }>({
  id: 'pam-modules',
  title: 'Log-in rules',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  async read({ target }): Promise<ReadingOf<{ files: number; odd: PamLine[] }>> {
    const files = await target.files.list({ text: '/etc/pam.d' }).catch(() => []);
    const odd: PamLine[] = [];
    for (const { text: file } of files) {
      if ((await target.files.stat({ text: file }))?.kind !== 'file') continue;
      const lines = new TextDecoder().decode(await target.files.read({ text: file }, 1_000_000)).split('\n');
      for (const [index, text] of lines.entries()) {
        const why = judgePamLine(text);
        if (why !== null) odd.push({ file, line: index + 1, text, why });
      }
    }
    return {
      known: true,
      value: { files: files.length, odd },
      evidence: odd.map(({ file, line, text, why }) => ({ source: `${file}:${line}`, line: text, meaning: why })),
    };
  },
});

/** Pure: what speaks against a line of a PAM file; null: nothing. Source: pam.conf(5), pam_exec(8). */
export function judgePamLine(text: string): string | null {
  const match = /^\s*-?(?:auth|account|password|session)\s+(?:\[[^\]]*\]|\S+)\s+(\S+)\s*(.*)$/.exec(text);
  const [, module = '', rest = ''] = match ?? [];
  const place = module.startsWith('/') ? strangePlace(module) : null;
  if (place !== null) return `the module ${module} ${place}`;
  if (!/(^|\/)pam_exec\.so$/.test(module)) return null;
  const words = rest.split(/\s+/).filter((word) => word.startsWith('/'));
  for (const program of [...words, ...readShellLine(rest).programs]) {
    const why = strangePlace(program);
    if (why !== null) return `every log-in runs ${program}, which ${why}`;
  }
  return null;
}
