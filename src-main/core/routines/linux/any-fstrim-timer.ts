import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always } from '../steps.js';

export const anyFstrimTimer = defineRoutine({
  id: 'any-fstrim-timer',
  os: ['linux'],
  title: 'Take care of solid-state disks again',
  explains:
    'A solid-state disk gets slow if nobody tells it which blocks are free. The weekly job that does so is switched off; it is switched on. The first time is within a week.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['services'],
  symptoms: ['slow'],
  target: 'running',
  confirmed: 'lab',
  source: 'fstrim(8), lsblk(8) DISC-MAX; Debian, Ubuntu and Fedora enable fstrim.timer',
  params: {},
  reads: ['trim'],
  diagnose(facts) {
    const { trim } = facts;
    if (!trim.known) return unknown(trim);
    if (trim.value.disks.length === 0) return { ...healthy('There is no disk that wants it.', trim.evidence), outcome: 'not-applicable' };
    // Masked is somebody's decision, for instance for a disk whose firmware loses data on it.
    if (trim.value.timer !== 'disabled') return healthy('The weekly job is not switched off.', trim.evidence);
    return needed('info', `${trim.value.disks.join(', ')}: the weekly care for solid-state disks is switched off.`, trim.evidence);
  },
  plan: () =>
    always([
      { kind: 'service', scope: 'machine', title: 'Switch on fstrim.timer', unit: 'fstrim.timer', want: { enabled: true, active: true } },
    ]),
});
