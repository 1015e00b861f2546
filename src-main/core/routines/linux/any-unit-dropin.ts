import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always } from '../steps.js';

export const anyUnitDropin = defineRoutine({
  id: 'any-unit-dropin',
  os: ['linux'],
  title: 'Take away a change that keeps a service from starting',
  explains:
    'Somebody, or some program, has changed how a system service starts, and now it names a program that does not exist. The change is moved aside and the service is started as its package intended.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  settleMs: 1_000,
  after: [],
  touches: ['services', 'files'],
  symptoms: ['slow'],
  target: 'running',
  confirmed: 'lab',
  source: 'systemd.unit(5): drop-ins; systemd.exec(5): exit status 203/EXEC',
  params: {},
  reads: ['unit-dropins', 'failed-units'],
  diagnose(facts) {
    const dropIns = facts['unit-dropins'];
    const failed = facts['failed-units'];
    if (!dropIns.known) return unknown(dropIns);
    if (!failed.known) return unknown(failed);
    const guilty = dropIns.value.filter(
      (dropIn) => dropIn.missingPrograms.length > 0 && !dropIn.ownedByPackage && failed.value.some(({ unit }) => unit === dropIn.unit),
    );
    if (guilty.length === 0)
      return healthy('No changed service fails because of its change.', [
        {
          source: '/etc/systemd/system',
          line: `${dropIns.value.length} drop-ins`,
          meaning: 'none names a missing program in a failed service',
        },
      ]);
    const items = guilty.map((dropIn) => ({
      id: dropIn.file,
      title: `${dropIn.unit}: ${dropIn.file}`,
      outcome: 'needed' as const,
      evidence: dropIns.evidence.filter((entry) => entry.source === dropIn.file),
    }));
    const [first] = guilty;
    return needed(
      'warning',
      `${first?.unit ?? 'A service'} cannot start because ${first?.file ?? ''} names ${first?.missingPrograms[0] ?? 'a program'}, which does not exist.`,
      items.flatMap((item) => item.evidence),
      items,
    );
  },
  plan({ facts, items }) {
    const dropIns = facts['unit-dropins'];
    if (!dropIns.known) return [];
    const steps = dropIns.value
      .filter((dropIn) => items.includes(dropIn.file))
      .flatMap((dropIn) => [
        {
          kind: 'move-aside' as const,
          scope: 'machine' as const,
          item: dropIn.file,
          title: `Move aside ${dropIn.file}`,
          path: { text: dropIn.file },
          refresh: [['systemctl', 'daemon-reload']],
        },
        {
          kind: 'service' as const,
          scope: 'machine' as const,
          item: dropIn.file,
          title: `Start ${dropIn.unit}`,
          unit: dropIn.unit,
          want: { restart: true },
        },
      ]);
    return always(steps);
  },
});
