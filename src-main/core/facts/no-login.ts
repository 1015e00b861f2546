import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { readText } from './read-text.js';
import { defineFact } from './types.js';

export const noLoginFile = '/etc/nologin';

/** What the file says that keeps everybody but root from logging in; null: there is none. Source: nologin(5). */
export const noLogin = defineFact<{ readonly message: string | null }>({
  id: 'no-login',
  title: 'Log-in closed to all',
  cost: 'quick',
  needs: [],
  timeoutMs: 5_000,
  async read({ target }): Promise<ReadingOf<{ message: string | null }>> {
    const here = (await target.files.stat({ text: noLoginFile })) !== null;
    const message = here ? ((await readText(target, noLoginFile, 64_000)) ?? '') : null;
    const line = message === null ? 'absent' : (message.split('\n')[0] ?? '') || 'empty';
    return {
      known: true,
      value: { message },
      evidence: [{ source: noLoginFile, line, meaning: here ? 'nobody but root may log in' : 'people may log in' }],
    };
  },
});
