import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { latin1ToWords } from '../bytes.js';
import { notUnderstood, stderrText, stdoutText, unread, unusable } from './raw.js';
import { fileLatin1 } from './read-text.js';
import { readLogrotate, type BadRotation } from './readers/config-lines.js';
import { defineFact } from './types.js';

const main = '/etc/logrotate.conf';

/** `file`: its whole path. `text`: the raw line, one character a byte; '' where it is about the whole file. */
export type RotationFault = BadRotation & { readonly text: string };

/** Settings by which old logs are put away, as far as they are not followed. Asked for in its trial mode, which changes nothing. */
export const logrotate = defineFact<RotationFault[]>({
  id: 'logrotate',
  title: 'Settings of log rotation',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 30_000,
  async read({ target, signal }): Promise<ReadingOf<RotationFault[]>> {
    if ((await target.files.stat({ text: main })) === null) return unread('not-applicable', 'logrotate is not used here.', '');
    const raw = await target.exec.run({ argv: ['logrotate', '-d', main], timeoutMs: 25_000, signal });
    const bad = unusable(raw, "Install 'logrotate'.");
    if (bad) return bad;
    const text = `${stdoutText(raw)}\n${stderrText(raw)}`;
    // Its last words before it looks at logs: without them it did not come through its settings.
    if (!/^Handling \d+ logs$/m.test(text)) return notUnderstood(raw);
    const value: RotationFault[] = [];
    for (const one of readLogrotate(text)) {
      const file = one.file.startsWith('/') ? one.file : `/etc/logrotate.d/${one.file}`;
      if (file.includes('/../') || (await target.files.stat({ text: file }))?.kind !== 'file') return notUnderstood(raw);
      const lines = one.line === null ? [] : (await fileLatin1(target, file, 1_000_000)).split('\n');
      value.push({ ...one, file, text: lines[(one.line ?? 0) - 1] ?? '' });
    }
    const evidence = value.map(({ file, line, text: own, why }) => ({
      source: line === null ? file : `${file}:${line}`,
      line: latin1ToWords(own),
      meaning: why,
    }));
    const handled = /^Handling \d+ logs$/m.exec(text)?.[0] ?? '';
    const fine = { source: `logrotate -d ${main}`, line: handled, meaning: 'all settings are followed' };
    return { known: true, value, evidence: value.length === 0 ? [fine] : evidence };
  },
});
