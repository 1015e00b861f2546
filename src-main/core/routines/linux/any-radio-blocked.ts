import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, neededItem, untouchedItem } from '../item.js';
import { always, command } from '../steps.js';

export const anyRadioBlocked = defineRoutine({
  id: 'any-radio-blocked',
  os: ['linux'],
  title: 'Switch wireless networks on',
  explains:
    'There is no way to the internet, and wireless networks are switched off: by a key, by flight mode or by a program. They are switched on. Where a switch of the machine itself keeps them off, a person has to move it.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  settleMs: 1_000,
  after: [],
  touches: ['network'],
  symptoms: ['no-internet'],
  target: 'running',
  confirmed: 'no',
  source: 'rfkill(8); kernel Documentation/ABI/stable/sysfs-class-rfkill; not seen on a real machine',
  params: {},
  reads: ['radio-switches', 'default-route'],
  diagnose(facts) {
    const switches = facts['radio-switches'];
    const routes = facts['default-route'];
    if (!switches.known) return unknown(switches);
    if (switches.value.length === 0) return { ...healthy('This machine has no wireless device with a switch.'), outcome: 'not-applicable' };
    if (!routes.known) return unknown(routes);
    const off = switches.value.filter(({ soft, hard }) => soft || hard);
    // Who has a way out by cable may want the radio off.
    if (off.length === 0 || routes.value.length > 0)
      return healthy('No switch is in the way of the network.', [...switches.evidence, ...routes.evidence]);
    const items = off.map(({ device, hard }) => {
      const evidence = {
        source: '/sys/class/rfkill',
        line: `${device} ${hard ? 'hard' : 'soft'} blocked`,
        meaning: 'wireless networks are off',
      };
      return hard
        ? untouchedItem(device, `${device}: off by a switch or key of the machine, or in its firmware; switch it on there`, evidence)
        : neededItem(device, `${device}: switched off by a program or flight mode`, evidence);
    });
    return needed(
      'warning',
      `Wireless networks are switched off: ${items.map(({ title }) => title).join('; ')}.`,
      evidenceOf(items),
      items,
    );
  },
  plan({ items }) {
    if (items.length === 0) return [];
    return always([
      command({
        title: 'Switch wireless networks on',
        argv: ['rfkill', 'unblock', 'wlan'],
        captures: [{ kind: 'answer', argv: ['rfkill', 'list', 'wlan'], words: ['Soft blocked: yes', 'Soft blocked: no'] }],
        undo: { kind: 'inverse', argv: ['rfkill', 'block', 'wlan'], exact: false, why: 'They are switched off again, all of them.' },
        replay: 'idempotent',
        interruptible: true,
        timeoutMs: 10_000,
      }),
    ]);
  },
});
