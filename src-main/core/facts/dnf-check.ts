import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { unread, unusable } from './raw.js';
import { readDnfCheck, type DnfProblem } from './readers/dnf.js';
import { rpmDatabaseFolder } from './rpmdb.js';
import { defineFact } from './types.js';

/** dnf writes logs and notes wherever it is asked: here into memory, where root alone may write, until the next start. */
const notes = '/run/rescuepc/dnf';

/** Installed packages of rpm that do not fit together: something missing, there twice, in conflict. Source: dnf's check command (4 and 5). */
export const dnfCheck = defineFact<DnfProblem[]>({
  id: 'dnf-check',
  title: 'Dependencies of rpm packages',
  cost: 'deep',
  needs: ['elevation'],
  timeoutMs: 180_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<DnfProblem[]>> {
    const dnf = await target.files.stat({ text: '/usr/bin/dnf' });
    if (dnf === null || (await rpmDatabaseFolder(target)) === null) return unread('not-applicable', 'This system does not use dnf.', '');
    const settings = ['logdir', 'cachedir', 'persistdir'].map((name) => `--setopt=${name}=${notes}`);
    const raw = await target.exec.run({ argv: ['dnf', '-C', ...settings, 'check'], timeoutMs: 170_000, signal });
    return unusable(raw) ?? readDnfCheck(raw);
  },
});
