import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { latin1ToWords, toLatin1 } from '../bytes.js';
import { suspicionOf, type Suspicion } from './suspect.js';
import { defineFact } from './types.js';

export type SuspectLine = {
  readonly file: string;
  readonly line: number;
  /** One character a byte. */
  readonly text: string;
  readonly suspicion: Suspicion;
  /** The line is whole in itself, so that a line that does nothing may stand in its place. */
  readonly whole: boolean;
};

/** Lines of scripts that every login runs, and what speaks against some of them. */
export const loginScripts = defineFact<{ readonly files: number; readonly suspects: readonly SuspectLine[] }>({
  id: 'login-scripts',
  title: 'Scripts that every login runs',
  cost: 'default',
  needs: [],
  timeoutMs: 20_000,
  async read({ target }): Promise<ReadingOf<{ files: number; suspects: SuspectLine[] }>> {
    const listed = (await target.files.list({ text: '/etc/profile.d' }).catch(() => [])).map((entry) => entry.text);
    const fixed = ['/etc/profile', '/etc/bash.bashrc', '/etc/bashrc', '/etc/zsh/zshenv', '/etc/zsh/zshrc'];
    const roots = ['.profile', '.bashrc', '.bash_profile', '.bash_login'].map((name) => `/root/${name}`);
    let files = 0;
    const suspects: SuspectLine[] = [];
    for (const file of [...fixed, ...listed.filter((name) => name.endsWith('.sh')), ...roots]) {
      const stat = await target.files.stat({ text: file }).catch(() => null);
      if (stat?.kind !== 'file' || stat.uid !== 0) continue;
      const lines = toLatin1(await target.files.read({ text: file }, 4_000_000)).split('\n');
      files += 1;
      for (const [index, text] of lines.entries()) {
        if (/^\s*(#|$)/.test(text)) continue;
        const suspicion = await suspicionOf(target, latin1ToWords(text));
        // A login script that names what is not there is sloppy, not dangerous.
        if (suspicion === null || suspicion.kind === 'gone') continue;
        suspects.push({ file, line: index + 1, text, suspicion, whole: isWhole(text, lines[index - 1] ?? '') });
      }
    }
    const evidence = suspects.map(({ file, line, text, suspicion }) => ({
      source: `${file}:${line}`,
      line: latin1ToWords(text),
      meaning: suspicion.why,
    }));
    return { known: true, value: { files, suspects }, evidence };
  },
});

/** Neither begins nor ends something that other lines belong to. */
function isWhole(text: string, before: string): boolean {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const balanced =
    count(/\bif\b/g) === count(/\bfi\b/g) &&
    count(/\bdo\b/g) === count(/\bdone\b/g) &&
    count(/\bcase\b/g) === count(/\besac\b/g) &&
    count(/\{/g) === count(/\}/g) &&
    count(/\(/g) === count(/\)/g) &&
    count(/"/g) % 2 === 0 &&
    count(/'/g) % 2 === 0;
  const tail = /(\\|&&|\|\||\||<<-?\s*\S+)\s*$/;
  return balanced && !/^\s*(elif|else|then|do)\b/.test(text) && !tail.test(text) && !tail.test(before);
}
