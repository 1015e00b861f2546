import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { fileLatin1, readText } from './read-text.js';
import { unread } from './raw.js';
import { defineFact } from './types.js';

export const resumeFile = '/etc/initramfs-tools/conf.d/resume';

/** `found`: null where it cannot be told (no block device at all can be seen here). `text`: the raw line. */
export type ResumeDevice = { readonly spec: string; readonly line: number; readonly text: string; readonly found: boolean | null };

/** The swap area from which a start wakes a hibernated system, by initramfs-tools; null: none is named. Source: initramfs-tools(7), RESUME. */
export const resumeDevice = defineFact<ResumeDevice | null>({
  id: 'resume-device',
  title: 'Where hibernation is kept',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 40_000,
  async read({ target, signal }): Promise<ReadingOf<ResumeDevice | null>> {
    if ((await readText(target, resumeFile)) === null) return unread('not-applicable', 'Nothing is set about waking from hibernation.', '');
    const lines = (await fileLatin1(target, resumeFile, 100_000)).split('\n');
    const index = lines.findLastIndex((line) => /^\s*(export\s+)?RESUME=/.test(line));
    const text = lines[index] ?? '';
    const spec = /RESUME=["']?([^"'\s#]*)/.exec(text)?.[1] ?? '';
    if (index < 0 || spec === '' || spec === 'none' || spec === 'auto')
      return { known: true, value: null, evidence: [{ source: resumeFile, line: text || 'no RESUME', meaning: 'no fixed place' }] };
    const sees = (await target.exec.run({ argv: ['blkid'], timeoutMs: 15_000, signal })).stdout.length > 0;
    let found: boolean | null = null;
    if (sees && spec.startsWith('/dev/')) found = (await target.files.stat({ text: spec })) !== null;
    else if (sees) {
      const raw = await target.exec.run({ argv: ['findfs', spec], timeoutMs: 15_000, signal });
      // findfs(8): 0 found, 1 no such device.
      found = raw.missing || raw.timedOut || (raw.code !== 0 && raw.code !== 1) ? null : raw.code === 0;
    }
    const meaning = found === false ? 'that device does not exist' : found === null ? 'could not be looked for' : 'it exists';
    return { known: true, value: { spec, line: index + 1, text, found }, evidence: [{ source: resumeFile, line: text.trim(), meaning }] };
  },
});
