import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { entriesIn, fileText } from './read-text.js';
import { readShellLine, strangePlace } from './readers/shell-line.js';
import type { Target } from '../ports.js';
import { stopIfLate } from '../time-limit.js';
import { existsFollowing } from './suspect.js';
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
    const files = await entriesIn(target, '/etc/pam.d');
    const odd: PamLine[] = [];
    for (const { text: file } of files) {
      if ((await target.files.stat({ text: file }))?.kind !== 'file') continue;
      const lines = (await fileText(target, file, 1_000_000)).split('\n');
      for (const [index, text] of lines.entries()) {
        stopIfLate();
        const why = judgePamLine(text) ?? (await missingModule(target, text));
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

const folders = ['/usr/lib/security', '/lib/security', '/usr/lib64/security', '/lib64/security'];

/** A module that must succeed and is not there: then nobody gets past this line. null: it is there, or it may be missing. */
async function missingModule(target: Target, text: string): Promise<string | null> {
  const module = requiredModule(text);
  if (module === null) return null;
  const multiarch = (await entriesIn(target, '/usr/lib')).filter(({ text: name }) => /-linux-gnu\w*$/.test(name));
  const places = module.startsWith('/') ? [''] : [...folders, ...multiarch.map(({ text: name }) => `${name}/security`)];
  for (const place of places) if (await existsFollowing(target, posix.join(place, module))) return null;
  return `the module ${module} does not exist, so nobody gets past this line`;
}

/** Pure: the module of a line that must succeed. A leading `-` lets it be missing, as do `optional` and `sufficient`. Source: pam.conf(5). */
export function requiredModule(text: string): string | null {
  const [, control = '', module] = /^\s*(?:auth|account|password|session)\s+(\[[^\]]*\]|\S+)\s+(\S+\.so)\b/.exec(text) ?? [];
  const must = /^(required|requisite)$/.test(control) || /\bdefault=(bad|die)\b/.test(control);
  return must && module !== undefined ? module : null;
}

/** Pure: what speaks against a line of a PAM file; null: nothing. Source: pam.conf(5), pam_exec(8). */
export function judgePamLine(text: string): string | null {
  const match = /^\s*-?(?:auth|account|password|session)\s+(?:\[[^\]]*\]|\S+)\s+(\S+)\s*(.*)/.exec(text);
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
