import { askFailingUnits, type FailingUnit } from './failing-units.js';
import { unread } from './raw.js';
import { defineFact } from './types.js';

/** System units that systemd calls failed, and services that fail and are started again and again. */
export const failedUnits = defineFact<FailingUnit[]>({
  id: 'failed-units',
  title: 'Failed services',
  cost: 'default',
  needs: [],
  timeoutMs: 30_000,
  runningOnly: true,
  async read({ target, signal }) {
    let missing = false;
    const reading = await askFailingUnits(target, async (words) => {
      const raw = await target.exec.run({ argv: ['systemctl', ...words], timeoutMs: 25_000, signal });
      missing ||= raw.missing;
      return raw;
    });
    // Without systemd there is nothing to ask; under systemd a missing systemctl is a fault of its own.
    if (missing && (await target.files.stat({ text: '/run/systemd/system' })) !== null)
      return unread('missing-tool', 'systemctl is not on this machine, although systemd runs it.', "Reinstall the package 'systemd'.");
    return reading;
  },
});
