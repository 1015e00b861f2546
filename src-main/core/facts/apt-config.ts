import { readAptConfig, type ConfFault } from './readers/apt-conf.js';
import { unread } from './raw.js';
import { defineFact } from './types.js';

/** The first of apt's configuration files that apt cannot read; null if it reads them all. */
export const aptConfig = defineFact<ConfFault | null>({
  id: 'apt-config',
  title: "apt's settings",
  cost: 'default',
  needs: [],
  timeoutMs: 20_000,
  async read({ target, signal }) {
    if ((await target.files.stat({ text: '/etc/apt' })) === null) return unread('not-applicable', 'This system does not use apt.', '');
    return readAptConfig(await target.exec.run({ argv: ['apt-config', 'dump'], timeoutMs: 15_000, signal }));
  },
});
