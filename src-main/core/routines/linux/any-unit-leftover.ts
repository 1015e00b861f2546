import type { StepBody } from '../../../../src-shared/contract/step.js';
import type { SuspectUnit, UnitFile } from '../../facts/own-units.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem } from '../item.js';
import { always } from '../steps.js';

export const anyUnitLeftover = defineRoutine({
  id: 'any-unit-leftover',
  os: ['linux'],
  title: 'Remove services that malware leaves behind',
  explains:
    'A service that no package brought starts a program from a folder where everybody may put programs, or something fetched from the internet unseen, or a program that is gone. It is stopped, and it goes to quarantine with all that starts it.',
  scope: 'machine',
  risk: 'medium',
  needsRestart: false,
  settleMs: 500,
  after: ['any-unit-dropin'],
  touches: ['services', 'files'],
  symptoms: ['slow', 'pop-ups'],
  target: 'any',
  confirmed: 'lab',
  source: 'systemd.unit(5), systemd.service(5)',
  params: {},
  undoWarning: 'This puts the infection back.',
  reads: ['own-units'],
  diagnose(facts) {
    const own = facts['own-units'];
    if (!own.known) return unknown(own);
    const { units, suspects } = own.value;
    if (suspects.length === 0)
      return healthy('No service is suspicious.', [
        {
          source: '/etc, /run and /usr/local',
          line: `${units} services`,
          meaning: 'those that no package brought start programs from where programs belong',
        },
      ]);
    const items = suspects.map(({ unit, file, line, suspicion }) =>
      neededItem(unit, `${unit}: ${suspicion.why}`, { source: file, line, meaning: suspicion.why }),
    );
    const severity = suspects.some(({ suspicion }) => suspicion.kind !== 'gone') ? 'critical' : 'warning';
    return needed(severity, `Services that nobody should need: ${fewOf(items.map(({ title }) => title))}.`, evidenceOf(items), items);
  },
  plan({ facts, items }) {
    const own = facts['own-units'];
    if (!own.known) return [];
    const steps = own.value.suspects.filter(({ unit }) => items.includes(unit)).flatMap(stepsFor);
    return always(steps);
  },
});

/** Links are moved one by one, not by `systemctl disable`: that also works on a mounted disk, and comes back exactly. */
function stepsFor(suspect: SuspectUnit): StepBody[] {
  const { unit, starters, suspicion } = suspect;
  const base = { scope: 'machine', item: unit } as const;
  const aside = (path: string): StepBody => ({
    ...base,
    kind: 'move-aside',
    title: `Quarantine ${path}`,
    path: { text: path },
    ...(path === suspicion.program ? {} : { refresh: [['systemctl', 'daemon-reload']] }),
  });
  const remove = (one: UnitFile): StepBody[] => {
    const stop: StepBody = { ...base, kind: 'service', title: `Stop ${one.unit}`, unit: one.unit, want: { active: false } };
    return [...(one.running ? [stop] : []), ...one.links.map(aside), aside(one.file)];
  };
  // What starts it goes first: else it starts the service once more.
  return [...starters.flatMap(remove), ...remove(suspect), ...(suspicion.movable ? [aside(suspicion.program)] : [])];
}
