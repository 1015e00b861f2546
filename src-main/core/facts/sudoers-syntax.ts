import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { latin1ToWords } from '../bytes.js';
import { notUnderstood, stderrText, stdoutText, unread, unusable } from './raw.js';
import { fileLatin1 } from './read-text.js';
import { joinedLines, readVisudo, type BadLine } from './readers/config-lines.js';
import { defineFact } from './types.js';

/** `texts`: all raw lines that belong to it, one character a byte. */
export type BadRule = BadLine & { readonly texts: readonly { readonly line: number; readonly text: string }[] };

/** Rules about who may become administrator that sudo cannot read. */
export const sudoersSyntax = defineFact<BadRule[]>({
  id: 'sudoers-syntax',
  title: 'Rules of sudo',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 15_000,
  async read({ target, signal }): Promise<ReadingOf<BadRule[]>> {
    if ((await target.files.stat({ text: '/etc/sudoers' })) === null) return unread('not-applicable', 'sudo is not installed.', '');
    const raw = await target.exec.run({ argv: ['visudo', '-c'], timeoutMs: 12_000, signal });
    const bad = unusable(raw, "Install 'sudo'.");
    if (bad) return bad;
    const text = `${stdoutText(raw)}\n${stderrText(raw)}`;
    const lines = readVisudo(text);
    // Wrong permissions make it fail too: they are another repair's, and say nothing about the rules.
    if (lines.length === 0 && raw.code !== 0 && !/parsed OK|bad permissions|should be mode|wrong owner/.test(text))
      return notUnderstood(raw);
    const rules: BadRule[] = [];
    for (const one of lines) {
      const content = (await fileLatin1(target, one.file, 4_000_000)).split('\n');
      if (rules.some(({ file, texts }) => file === one.file && texts.some(({ line }) => line === one.line))) continue;
      rules.push({ ...one, texts: joinedLines(content, one.line).map((line) => ({ line, text: content[line - 1] ?? '' })) });
    }
    const fine = { source: 'visudo -c', line: text.trim().split('\n')[0] ?? '', meaning: 'every rule can be read' };
    const evidence = rules.map(({ file, line, why, texts }) => ({
      source: `${file}:${line}`,
      line: latin1ToWords(texts.map((part) => part.text).join(' ')),
      meaning: why,
    }));
    return { known: true, value: rules, evidence: rules.length === 0 ? [fine] : evidence };
  },
});
