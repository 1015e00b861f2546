import { unread } from './raw.js';
import { readFailedUnits, type FailedUnit } from './readers/failed-units.js';
import { defineFact } from './types.js';

/** System units that systemd calls failed. */
export const failedUnits = defineFact<FailedUnit[]>({
  id: 'failed-units',
  title: 'Failed services',
  cost: 'default',
  needs: [],
  timeoutMs: 30_000,
  runningOnly: true,
  async read({ target, signal }) {
    const base = ['systemctl', 'list-units', '--failed', '--no-pager'];
    const json = await target.exec.run({ argv: [...base, '--output=json'], timeoutMs: 25_000, signal });
    // Without systemd there is nothing to ask; under systemd a missing systemctl is a fault of its own.
    if (json.missing && (await target.files.stat({ text: '/run/systemd/system' })) !== null)
      return unread('missing-tool', 'systemctl is not on this machine, although systemd runs it.', "Reinstall the package 'systemd'.");
    if (json.code === 0 || json.missing) return readFailedUnits(json);
    return readFailedUnits(await target.exec.run({ argv: [...base, '--plain', '--no-legend', '--full'], timeoutMs: 25_000, signal }));
  },
});
