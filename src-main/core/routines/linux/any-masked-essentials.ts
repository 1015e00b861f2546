import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, neededItem } from '../item.js';
import { always } from '../steps.js';

export const anyMaskedEssentials = defineRoutine({
  id: 'any-masked-essentials',
  os: ['linux'],
  title: 'Allow services that every system needs',
  explains:
    'A service that every system needs was forbidden to start, by a tweak, a tuning script or malware. It is allowed again and started.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  settleMs: 500,
  after: [],
  touches: ['services'],
  symptoms: ['slow', 'wont-boot'],
  target: 'running',
  confirmed: 'lab',
  source: 'systemctl(1): mask, unmask; systemd.special(7)',
  params: {},
  reads: ['essential-units'],
  diagnose(facts) {
    const units = facts['essential-units'];
    if (!units.known) return unknown(units);
    const masked = units.value.filter(({ state }) => state.startsWith('masked'));
    if (masked.length === 0) return healthy('No service that every system needs is forbidden.', units.evidence);
    const items = masked.map(({ unit, state }) =>
      neededItem(unit, unit, { source: 'systemctl show', line: `${unit} ${state}`, meaning: 'it may not start' }),
    );
    return needed(
      'critical',
      `Forbidden to start although every system needs it: ${masked.map(({ unit }) => unit).join(', ')}.`,
      evidenceOf(items),
      items,
    );
  },
  plan({ items }) {
    const steps = items.map((unit) => ({
      kind: 'service' as const,
      scope: 'machine' as const,
      item: unit,
      title: `Allow and start ${unit}`,
      unit,
      want: { masked: false, active: true },
    }));
    return always(steps);
  },
});
