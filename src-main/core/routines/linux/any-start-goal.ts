import type { StartGoal } from '../../facts/start-goal.js';
import { startGoalLink } from '../../facts/start-goal.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always } from '../steps.js';

/** Where nobody lets a system end at every start. */
const notAGoal = /^(rescue|emergency|reboot|poweroff|halt|kexec|exit|shutdown|suspend|hibernate|sleep|sysinit|basic)\.target$|^null$/;

export const anyStartGoal = defineRoutine({
  id: 'any-start-goal',
  os: ['linux'],
  title: 'Let the system start all the way',
  explains:
    'Somebody set the system to stop its start early, in rescue mode or without the log-in picture, and that was never taken back; or what is set is no longer there. The full start is set again, with the log-in picture where one is installed. It counts from the next start.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['boot'],
  symptoms: ['wont-boot'],
  target: 'any',
  confirmed: 'lab',
  source: 'systemd.special(7): default.target; systemctl(1): get-default, set-default',
  params: {},
  reads: ['start-goal'],
  diagnose(facts) {
    const start = facts['start-goal'];
    if (!start.known) return unknown(start);
    const fault = faultOf(start.value);
    if (fault === null) return healthy('The system starts all the way.', start.evidence);
    return needed(fault.severity, fault.words, start.evidence);
  },
  plan({ facts }) {
    const start = facts['start-goal'];
    if (!start.known || faultOf(start.value) === null) return [];
    const title = 'Set where the start ends';
    const path = { text: startGoalLink };
    return always([{ kind: 'link', scope: 'machine', title, path, target: start.value.wanted }]);
  },
});

function faultOf({ goal, link, exists, displayManager }: StartGoal) {
  if (goal === null || !link) return null;
  if (notAGoal.test(goal)) return { severity: 'critical' as const, words: `Every start ends at ${goal}.` };
  if (!exists) return { severity: 'critical' as const, words: `The start is set to end at ${goal}, which is not there.` };
  if (goal === 'multi-user.target' && displayManager)
    return { severity: 'info' as const, words: 'A log-in picture is installed, but the start ends at a terminal.' };
  return null;
}
