import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { readTimedatectlShow, type Clock } from './readers/timedatectl.js';
import { defineFact } from './types.js';

/** Whether the clock is kept right by the network. */
export const clock = defineFact<Clock>({
  id: 'clock',
  title: 'Clock',
  cost: 'default',
  needs: [],
  timeoutMs: 15_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<Clock>> {
    return readTimedatectlShow(await target.exec.run({ argv: ['timedatectl', 'show'], timeoutMs: 12_000, signal }));
  },
});
