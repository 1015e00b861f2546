import type { ForeignObject } from '../../facts/home-ownership.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem, untouchedItem } from '../item.js';
import { always } from '../steps.js';

/**
 * Root changes nothing in a folder that somebody else could swap under it, and a user may not change the owner of what is
 * not his. But he may rename what lies in his own folder; the rest is told with the command that gives it back.
 */
export const anyHomeOwnership = defineRoutine({
  id: 'any-home-ownership',
  os: ['linux'],
  title: "Set aside settings in a person's folder that belong to somebody else",
  explains:
    'Files that the desktop needs belong to the administrator, usually because a graphical program was started with sudo. Then logging in throws one back to the log-in picture, or settings are forgotten. What the desktop makes anew is renamed; for settings with content RescuePC says the command that gives them back.',
  scope: 'user',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['wont-boot', 'slow'],
  target: 'running',
  confirmed: 'lab',
  source: 'sudo(8), Xsecurity(7), rename(2)',
  params: {},
  reads: ['home-ownership'],
  diagnose(facts) {
    const foreign = facts['home-ownership'];
    if (!foreign.known) return unknown(foreign);
    if (foreign.value.length === 0)
      return healthy('What the desktop needs belongs to whose it is.', [
        { source: '/home', line: 'no foreign owner', meaning: 'settings and folders belong to their users' },
      ]);
    const items = foreign.value.map((object) => ({ ...itemOf(object), user: object.user }));
    return needed('warning', `Not their user's own: ${fewOf(items.map(({ title }) => title))}.`, evidenceOf(items), items);
  },
  plan({ facts, items }) {
    const foreign = facts['home-ownership'];
    if (!foreign.known) return [];
    const chosen = foreign.value.filter(({ path, regenerable }) => regenerable && items.includes(path));
    const steps = chosen.map(({ user, path }) => ({
      kind: 'move-aside' as const,
      scope: 'user' as const,
      user,
      item: path,
      title: `Rename ${path}`,
      path: { text: path },
      to: { text: `${path}.rescuepc-aside` },
    }));
    return always(steps);
  },
});

function itemOf({ user, path, uid, regenerable }: ForeignObject) {
  const evidence = { source: path, line: `owner ${uid}`, meaning: `does not belong to ${user}` };
  return regenerable
    ? neededItem(path, path, evidence)
    : untouchedItem(path, `${path} (give it back with: sudo chown -Rh ${user}: ${path})`, evidence);
}
