import type { PackageChange } from '../../../src-shared/contract/step.js';
import { aptReadOnly } from './apt-check.js';
import { readAptSimulation } from './readers/apt-simulate.js';
import { defineFact } from './types.js';

/** What apt would do to meet all dependencies again. */
export const aptFixSimulation = defineFact<PackageChange[]>({
  id: 'apt-fix-simulation',
  title: "apt's plan to mend dependencies",
  cost: 'deep',
  needs: [],
  timeoutMs: 180_000,
  async read({ target, signal }) {
    return readAptSimulation(
      await target.exec.run({ argv: ['apt-get', ...aptReadOnly, '-s', '-f', 'install'], timeoutMs: 170_000, signal }),
    );
  },
});
