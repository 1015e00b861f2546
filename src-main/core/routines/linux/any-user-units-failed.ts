import type { Item } from '../../../../src-shared/contract/plan.js';
import type { FailingUnit } from '../../facts/failing-units.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf } from '../item.js';
import { always, command } from '../steps.js';

export const anyUserUnitsFailed = defineRoutine({
  id: 'any-user-units-failed',
  os: ['linux'],
  title: "Start a person's services that have failed",
  explains:
    "A background service of somebody who is logged in has stopped with an error: for instance the one for sound. It is started afresh, with that person's own rights.",
  scope: 'user',
  risk: 'low',
  needsRestart: false,
  settleMs: 5_000,
  listsAll: true,
  after: ['any-failed-units'],
  touches: ['services'],
  symptoms: ['no-sound', 'slow'],
  target: 'running',
  confirmed: 'lab',
  source: 'systemctl(1): --user, list-units --failed, restart; user@.service(5)',
  params: {},
  reads: ['user-units'],
  diagnose(facts) {
    const users = facts['user-units'];
    if (!users.known) return unknown(users);
    const items = users.value.map(({ user, failed, unread }): Item => {
      const services = failed.filter(({ unit }) => unit.endsWith('.service'));
      const startable = services.some(({ hasFile }) => hasFile);
      return {
        id: user,
        user,
        title: `${user}: ${unread ?? (services.map(nameOf).join(', ') || 'no failed service')}`,
        outcome: unread !== null ? 'unknown' : startable ? 'needed' : services.length > 0 ? 'could-not-run' : 'healthy',
        evidence: services.map(({ unit, description }) => ({
          source: `systemctl --user (${user})`,
          line: unit,
          meaning: `failed: ${description}`,
        })),
      };
    });
    const bad = items.filter(({ outcome }) => outcome === 'needed' || outcome === 'could-not-run');
    if (bad.length > 0)
      return needed('warning', `Services have failed: ${bad.map(({ title }) => title).join('; ')}.`, evidenceOf(bad), items);
    if (items.length === 0) return { ...healthy('Nobody is logged in.'), outcome: 'not-applicable' };
    const unread = items.find(({ outcome }) => outcome === 'unknown');
    if (unread) return { ...healthy(`Not everybody's services could be asked (${unread.title}).`, [], items), outcome: 'unknown' };
    return healthy("No person's service has failed.", [{ source: 'systemctl --user', line: '[]', meaning: 'no failed service' }], items);
  },
  plan({ facts, items }) {
    const users = facts['user-units'];
    if (!users.known) return [];
    const steps = users.value
      .filter(({ user }) => items.includes(user))
      .flatMap(({ user, uid, failed }) =>
        failed.filter(({ unit, hasFile }) => unit.endsWith('.service') && hasFile).map(({ unit }) => restart(user, uid, unit)),
      );
    return always(steps);
  },
});

/** One without a file was made on the fly, by a desktop for instance, and is not there to be started again. */
function nameOf({ unit, hasFile }: FailingUnit): string {
  return hasFile ? unit : `${unit} (has no file to be started from)`;
}

/** By env: a command of a step gets no variables of its own, and systemctl finds the person's manager by this one. */
function restart(user: string, uid: number, unit: string) {
  const systemctl = ['env', `XDG_RUNTIME_DIR=/run/user/${uid}`, 'systemctl', '--user'];
  return command({
    scope: 'user',
    user,
    item: user,
    title: `Start ${unit} of ${user} afresh`,
    argv: [...systemctl, 'restart', unit],
    captures: [{ kind: 'answer', argv: [...systemctl, 'show', '--property=ActiveState', unit], words: ['ActiveState=active'] }],
    undo: {
      kind: 'inverse',
      argv: [...systemctl, 'stop', unit],
      exact: false,
      why: 'It is stopped again; what it did while it ran stays.',
    },
    replay: 'idempotent',
    interruptible: true,
    timeoutMs: 100_000,
    onFailure: 'keep',
  });
}
