import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { notUnderstood, stderrText, stdoutText, unread, unusable } from './raw.js';
import { kernelEvidence, type KernelTrouble } from './readers/kernel-log.js';
import { readKernelText } from './readers/kernel-text.js';
import { defineFact } from './types.js';

/** Messages of the kernel since the last week's boots that mean trouble. The journal's JSON, because dmesg's dates are translated. */
export const kernelLog = defineFact<KernelTrouble[]>({
  id: 'kernel-log',
  title: 'Kernel messages',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 30_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<KernelTrouble[]>> {
    const argv = [
      'journalctl',
      '--dmesg',
      '--since=-7d',
      '--priority=0..5',
      '--output=json',
      '--output-fields=MESSAGE',
      '--no-pager',
      '--lines=20000',
      '--boot=all',
    ];
    const raw = await target.exec.run({ argv, timeoutMs: 28_000, maxOutput: 32 * 1024 * 1024, signal });
    const bad = unusable(raw);
    if (bad?.code === 'missing-tool') return unread('not-applicable', 'There is no systemd journal here.', '');
    if (bad) return bad;
    if (raw.code !== 0)
      return /No journal files/.test(stderrText(raw))
        ? unread('not-applicable', 'The journal keeps no kernel messages here.', '')
        : notUnderstood(raw);
    const troubles = readKernelText(stdoutText(raw));
    return { known: true, value: troubles, evidence: kernelEvidence('journalctl --dmesg', troubles.slice(-40)) };
  },
});
