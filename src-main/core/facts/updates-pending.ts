import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { aptReadOnly } from './apt-check.js';
import { unread } from './raw.js';
import { readAptPending, readDnfPending, readPacmanPending, type PendingUpdate } from './readers/pending.js';
import { defineFact } from './types.js';

/** Updates that are known from the lists on this machine. No network: `update-age` says how old the lists are. */
export const updatesPending = defineFact<PendingUpdate[]>({
  id: 'updates-pending',
  title: 'Updates that wait',
  cost: 'deep',
  needs: [],
  timeoutMs: 120_000,
  async read({ target, signal }): Promise<ReadingOf<PendingUpdate[]>> {
    const timeoutMs = 110_000;
    const has = async (path: string): Promise<boolean> => (await target.files.stat({ text: path })) !== null;
    if (await has('/var/lib/dpkg/status'))
      return readAptPending(await target.exec.run({ argv: ['apt-get', ...aptReadOnly, '-s', 'upgrade'], timeoutMs, signal }));
    if (await has('/var/lib/pacman/local')) return readPacmanPending(await target.exec.run({ argv: ['pacman', '-Qu'], timeoutMs, signal }));
    if (await has('/etc/dnf/dnf.conf'))
      return readDnfPending(await target.exec.run({ argv: ['dnf', '-q', '-C', 'check-update'], timeoutMs, signal }));
    return unread('not-applicable', 'This system has none of apt, pacman and dnf.', '');
  },
});
