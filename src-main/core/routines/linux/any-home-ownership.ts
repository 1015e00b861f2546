import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { fewOf } from '../item.js';

/**
 * Only told: root changes nothing in a folder that somebody else could swap under it, and its user may not change the
 * owner of what is not his.
 */
export const anyHomeOwnership = defineRoutine({
  id: 'any-home-ownership',
  os: ['linux'],
  title: "Say that settings in a person's folder belong to somebody else",
  explains:
    'Files that the desktop needs belong to the administrator, usually because a graphical program was started with sudo. Then logging in may throw one back to the log-in picture, or settings are forgotten. RescuePC says the command that gives them back.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['wont-boot', 'slow'],
  target: 'running',
  confirmed: 'no',
  source: 'sudo(8), Xsecurity(7); not provable as a repair: nothing is repaired',
  params: {},
  reads: ['home-ownership'],
  diagnose(facts) {
    const foreign = facts['home-ownership'];
    if (!foreign.known) return unknown(foreign);
    if (foreign.value.length === 0)
      return healthy('What the desktop needs belongs to whose it is.', [
        { source: '/home', line: 'no foreign owner', meaning: 'settings and folders belong to their users' },
      ]);
    const [first] = foreign.value;
    const cure = first === undefined ? '' : ` Give them back with: sudo chown -Rh ${first.user}: ${first.path}`;
    return needed('warning', `Not their user's own: ${fewOf(foreign.value.map(({ path }) => path))}.${cure}`, foreign.evidence);
  },
  plan: () => [],
});
