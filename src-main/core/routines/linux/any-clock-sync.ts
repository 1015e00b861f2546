import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always, command } from '../steps.js';

export const anyClockSync = defineRoutine({
  id: 'any-clock-sync',
  os: ['linux'],
  title: 'Let the network keep the clock right',
  explains:
    'Nobody keeps the clock of this machine right. With a wrong clock secure web sites and updates are refused. The service that asks time servers is switched on.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  settleMs: 5_000,
  after: ['any-resolv-conf', 'any-nsswitch'],
  touches: ['services'],
  symptoms: ['no-updates', 'no-internet'],
  target: 'running',
  // No lab has a clock of its own, and the transcripts show no repair.
  confirmed: 'no',
  source: 'timedatectl(1): show, set-ntp (exit code 0 also where nothing was switched on)',
  params: {},
  reads: ['clock'],
  diagnose(facts) {
    const { clock } = facts;
    if (!clock.known) return unknown(clock);
    const { service, synchronized, canSynchronize } = clock.value;
    if (synchronized) return healthy('The clock is kept right.', clock.evidence);
    if (service) return healthy('The service that keeps the clock right is switched on.', clock.evidence);
    // A container or a virtual machine has the clock of its host.
    if (!canSynchronize) return { ...healthy('Nothing here can set the clock by the network.', clock.evidence), outcome: 'not-applicable' };
    return needed('warning', 'Nobody keeps the clock right.', clock.evidence);
  },
  plan: () =>
    always([
      command({
        title: 'Switch on the time service',
        argv: ['timedatectl', 'set-ntp', 'true'],
        captures: [{ kind: 'answer', argv: ['timedatectl', 'show', '--property=NTP'], words: ['NTP=yes'] }],
        undo: {
          kind: 'inverse',
          argv: ['timedatectl', 'set-ntp', 'false'],
          exact: false,
          why: 'It is switched off again; the time stays as it was set.',
        },
        replay: 'idempotent',
        interruptible: true,
        timeoutMs: 60_000,
      }),
    ]),
});
