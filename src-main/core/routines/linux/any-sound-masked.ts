import type { StepBody } from '../../../../src-shared/contract/step.js';
import type { SoundMasks } from '../../facts/sound-masks.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem } from '../item.js';
import { always, command } from '../steps.js';

export const anySoundMasked = defineRoutine({
  id: 'any-sound-masked',
  os: ['linux'],
  title: "Allow a person's sound service",
  explains:
    "Somebody forbade all sound services for this person's account, usually while trying to change from one to another: there is no sound at all. One of them is allowed again and started; who is not logged in hears something from the next log-in.",
  scope: 'user',
  risk: 'low',
  needsRestart: false,
  settleMs: 500,
  after: [],
  touches: ['services'],
  symptoms: ['no-sound'],
  target: 'running',
  confirmed: 'lab',
  source: 'systemctl(1): --user mask; systemd.unit(5): unit search path of users',
  params: {},
  reads: ['sound-masks'],
  diagnose(facts) {
    const masks = facts['sound-masks'];
    if (!masks.known) return unknown(masks);
    if (masks.value.length === 0) return healthy('Nobody has forbidden all sound services.', masks.evidence);
    const items = masks.value.map(({ user, masks: paths }) => ({
      ...neededItem(user, `${user}: ${fewOf(paths)}`, { source: paths[0] ?? '', line: '/dev/null', meaning: 'it may not start' }),
      user,
    }));
    return needed('warning', `No sound service may start for ${masks.value.map(({ user }) => user).join(', ')}.`, evidenceOf(items), items);
  },
  plan({ facts, items }) {
    const masks = facts['sound-masks'];
    if (!masks.known) return [];
    const steps = masks.value.filter(({ user }) => items.includes(user)).flatMap(allow);
    return always(steps);
  },
});

function allow({ user, uid, loggedIn, masks, start }: SoundMasks): StepBody[] {
  const base = { scope: 'user' as const, user, item: user };
  const systemctl = ['env', `XDG_RUNTIME_DIR=/run/user/${uid}`, 'systemctl', '--user'];
  const aside = masks.map((path): StepBody => ({
    ...base,
    kind: 'move-aside',
    title: `Quarantine ${path}`,
    path: { text: path },
    ...(loggedIn ? { refresh: [[...systemctl, 'daemon-reload']] } : {}),
  }));
  if (!loggedIn) return aside;
  return [
    ...aside,
    command({
      ...base,
      title: `Start ${start} of ${user}`,
      argv: [...systemctl, 'start', start],
      captures: [{ kind: 'answer', argv: [...systemctl, 'show', '--property=ActiveState', start], words: ['ActiveState=active'] }],
      undo: { kind: 'inverse', argv: [...systemctl, 'stop', start], exact: false, why: 'It is stopped again.' },
      replay: 'idempotent',
      interruptible: true,
      timeoutMs: 60_000,
      onFailure: 'keep',
    }),
  ];
}
