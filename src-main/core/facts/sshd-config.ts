import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { latin1ToWords } from '../bytes.js';
import { notUnderstood, stderrText, unread, unusable } from './raw.js';
import { fileLatin1 } from './read-text.js';
import { readSshdTest, type BadLine } from './readers/config-lines.js';
import { defineFact } from './types.js';

/** `text`: the raw line, one character a byte. `block`: it begins a block, whose lines would count for all without it. */
export type BadSetting = BadLine & { readonly text: string; readonly block: boolean };
export type SshdConfig = { readonly bad: readonly BadSetting[]; readonly noHostKeys: boolean };

/** Whether the service for log-ins from elsewhere can read its settings and has keys. */
export const sshdConfig = defineFact<SshdConfig>({
  id: 'sshd-config',
  title: 'Settings of the ssh service',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 15_000,
  async read({ target, signal }): Promise<ReadingOf<SshdConfig>> {
    if ((await target.files.stat({ text: '/usr/sbin/sshd' })) === null) return unread('not-applicable', 'No ssh service is installed.', '');
    const raw = await target.exec.run({ argv: ['sshd', '-t'], timeoutMs: 12_000, signal });
    const unreadable = unusable(raw);
    if (unreadable) return unreadable;
    const said = stderrText(raw);
    if (raw.code === 0)
      return {
        known: true,
        value: { bad: [], noHostKeys: false },
        evidence: [{ source: 'sshd -t', line: 'exit code 0', meaning: 'settings and keys are fine' }],
      };
    const noHostKeys = /no hostkeys available/.test(said);
    const lines = readSshdTest(said);
    // Made by its own unit at each start, and asked for last: settings and keys were read before. Seen with OpenSSH 9.2.
    if (/Missing privilege separation directory/.test(said) && lines.length === 0 && !noHostKeys)
      return {
        known: true,
        value: { bad: [], noHostKeys: false },
        evidence: [{ source: 'sshd -t', line: said.trim(), meaning: 'settings and keys are fine; the service does not run' }],
      };
    if (lines.length === 0 && !noHostKeys) return notUnderstood(raw);
    const bad: BadSetting[] = [];
    for (const one of lines) {
      const text = (await fileLatin1(target, one.file, 4_000_000)).split('\n')[one.line - 1] ?? '';
      bad.push({ ...one, text, block: /^\s*match\b/i.test(text) });
    }
    const evidence = bad.map(({ file, line, text, why }) => ({ source: `${file}:${line}`, line: latin1ToWords(text), meaning: why }));
    const keys = noHostKeys ? [{ source: 'sshd -t', line: 'no hostkeys available', meaning: 'the machine has no keys of its own' }] : [];
    return { known: true, value: { bad, noHostKeys }, evidence: [...evidence, ...keys] };
  },
});
