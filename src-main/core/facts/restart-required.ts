import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { defineFact } from './types.js';

/** Whether an update asks for a restart (Debian family: the flag file). */
export const restartRequired = defineFact<{ readonly required: boolean }>({
  id: 'restart-required',
  title: 'Restart pending',
  cost: 'quick',
  needs: [],
  timeoutMs: 5_000,
  runningOnly: true,
  async read({ target }): Promise<ReadingOf<{ required: boolean }>> {
    const required = (await target.files.stat({ text: '/run/reboot-required' })) !== null;
    return {
      known: true,
      value: { required },
      evidence: [
        {
          source: '/run/reboot-required',
          line: required ? 'present' : 'absent',
          meaning: required ? 'an update asks for a restart' : 'no package asks for a restart',
        },
      ],
    };
  },
});
