import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { readBlame, readStartTime, type SlowUnit, type StartTime } from './readers/systemd-analyze.js';
import { defineFact } from './types.js';

/** `slowest`: the five units that took longest; asked only where the start was not quick. */
export type StartUp = StartTime & { readonly slowest: readonly SlowUnit[] };

/** Seconds below which nobody asks what took its time: the answer costs systemd a question to each unit. */
const quickStart = 20;

/** How long the last start took, and what took longest. Source: systemd-analyze(1). */
export const startUp = defineFact<StartUp>({
  id: 'start-up',
  title: 'Start of the machine',
  cost: 'default',
  needs: [],
  timeoutMs: 20_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<StartUp>> {
    const run = (word: string) => target.exec.run({ argv: ['systemd-analyze', '--no-pager', word], timeoutMs: 9_000, signal });
    const time = readStartTime(await run('time'));
    if (!time.known || time.value.seconds <= quickStart) return time.known ? { ...time, value: { ...time.value, slowest: [] } } : time;
    const blame = readBlame(await run('blame'), 5);
    const missing = { source: 'systemd-analyze blame', line: blame.known ? '' : blame.reason, meaning: 'the slowest are not known' };
    return {
      known: true,
      value: { ...time.value, slowest: blame.known ? blame.value : [] },
      evidence: [...time.evidence, ...(blame.known ? blame.evidence : [missing])],
    };
  },
});
