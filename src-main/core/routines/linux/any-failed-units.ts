import type { Item } from '../../../../src-shared/contract/plan.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { neededItem, untouchedItem } from '../item.js';
import { always } from '../steps.js';

/** Restarting these would cut off the session, or the machine, that is being repaired. */
const never = /^(dbus|dbus-broker|systemd-logind|user@\d+|display-manager|gdm3?|lightdm|sddm|lxdm)\.service$/;

export const anyFailedUnits = defineRoutine({
  id: 'any-failed-units',
  os: ['linux'],
  title: 'Start services that have failed',
  explains:
    'A background service of the system has stopped with an error. It is started afresh; if it fails again, that is said, with its last words.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  settleMs: 5_000,
  after: ['any-unit-dropin', 'any-system-permissions', 'any-hosts-hijack', 'deb-dpkg-interrupted'],
  touches: ['services'],
  symptoms: ['slow'],
  target: 'running',
  confirmed: 'lab',
  source: 'systemctl(1): list-units --failed (exit code 0 either way, systemd issue 3335), reset-failed, restart',
  params: {},
  reads: ['failed-units'],
  diagnose(facts) {
    const failed = facts['failed-units'];
    if (!failed.known) return unknown(failed);
    const units = failed.value.filter(({ unit }) => unit.endsWith('.service'));
    if (units.length === 0)
      return healthy('No service has failed.', [
        { source: 'systemctl list-units --failed', line: '[]', meaning: 'systemd knows of no failed service' },
      ]);
    const items = units.map(({ unit, description, hasFile }): Item => {
      const name = description === '' ? unit : `${unit} (${description})`;
      const seen = failed.evidence.find((entry) => entry.line === unit);
      const evidence = seen ?? { source: 'systemctl list-units --failed', line: unit, meaning: 'failed' };
      // To forget the failure of one without a file would be to lose all that is known of it.
      if (!hasFile) return untouchedItem(unit, `${name}: it has no file to be started from again; what made it has to`, evidence);
      if (never.test(unit)) return untouchedItem(unit, `${name}: to start it afresh would end this session; restart the machine`, evidence);
      return neededItem(unit, name, evidence);
    });
    return needed(
      'warning',
      `${units.length === 1 ? 'A service has' : `${units.length} services have`} failed: ${units.map(({ unit }) => unit).join(', ')}.`,
      failed.evidence,
      items,
    );
  },
  plan({ items }) {
    const steps = items.map((unit) => ({
      kind: 'service' as const,
      scope: 'machine' as const,
      item: unit,
      title: `Start ${unit} afresh`,
      unit,
      want: { restart: true },
      onFailure: 'keep' as const,
    }));
    return always(steps);
  },
});
