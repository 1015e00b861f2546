import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, neededItem } from '../item.js';
import { always } from '../steps.js';

export const anyDisabledEssentials = defineRoutine({
  id: 'any-disabled-essentials',
  os: ['linux'],
  title: 'Switch on services that every system needs',
  explains:
    'A service that every system needs, and that your distribution starts by itself, does not start any more: timed jobs, old logs or the protection of programs are not seen to. It is switched on and started.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  settleMs: 500,
  after: ['any-masked-essentials'],
  touches: ['services'],
  symptoms: ['slow', 'disk-full'],
  target: 'running',
  confirmed: 'lab',
  source: 'systemctl(1): enable; systemd.preset(5): what the distribution wants',
  params: {},
  reads: ['essential-units'],
  diagnose(facts) {
    const units = facts['essential-units'];
    if (!units.known) return unknown(units);
    const off = units.value.filter(({ state, preset }) => state === 'disabled' && preset === 'enabled');
    if (off.length === 0) return healthy('Services that every system needs are switched on.', units.evidence);
    const items = off.map(({ unit }) =>
      neededItem(unit, unit, {
        source: 'systemctl show',
        line: `${unit} disabled, preset enabled`,
        meaning: 'the distribution wants it on',
      }),
    );
    return needed(
      'warning',
      `Switched off although every system needs it: ${off.map(({ unit }) => unit).join(', ')}.`,
      evidenceOf(items),
      items,
    );
  },
  plan({ items }) {
    const steps = items.map((unit) => ({
      kind: 'service' as const,
      scope: 'machine' as const,
      item: unit,
      title: `Switch on ${unit}`,
      unit,
      want: { enabled: true, active: true },
    }));
    return always(steps);
  },
});
