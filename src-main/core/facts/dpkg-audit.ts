import { readDpkgAudit, type DpkgAudit } from './readers/dpkg-audit.js';
import { defineFact } from './types.js';

/** Packages that dpkg itself calls unfinished. */
export const dpkgAudit = defineFact<DpkgAudit>({
  id: 'dpkg-audit',
  title: 'Unfinished packages',
  cost: 'default',
  needs: [],
  timeoutMs: 60_000,
  async read({ target, signal }) {
    return readDpkgAudit(await target.exec.run({ argv: ['dpkg', '--audit'], timeoutMs: 55_000, signal }));
  },
});
