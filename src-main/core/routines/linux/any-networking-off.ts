import type { StepBody } from '../../../../src-shared/contract/step.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, neededItem } from '../item.js';
import { always, command } from '../steps.js';

/** Items, and what nmcli calls them. */
const switches: Readonly<Record<string, { readonly title: string; readonly words: readonly string[] }>> = {
  networking: { title: 'all networks are switched off', words: ['networking'] },
  wifi: { title: 'wireless networks are switched off', words: ['radio', 'wifi'] },
};

export const anyNetworkingOff = defineRoutine({
  id: 'any-networking-off',
  os: ['linux'],
  title: 'Switch networks on in NetworkManager',
  explains:
    'In the menu for networks, or by a sleep that went wrong, networks were switched off, and the system keeps that over restarts: cable and wireless look dead although nothing is broken. They are switched on, and the system connects as before.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  settleMs: 6_000,
  after: ['any-network-service', 'any-radio-blocked'],
  touches: ['network'],
  symptoms: ['no-internet'],
  target: 'running',
  confirmed: 'lab',
  source: 'nmcli(1): general, networking, radio; seen with NetworkManager 1.42 on Debian 12',
  params: {},
  reads: ['network-manager', 'network-links', 'default-route'],
  diagnose(facts) {
    const manager = facts['network-manager'];
    const links = facts['network-links'];
    const routes = facts['default-route'];
    if (!manager.known) return unknown(manager);
    if (!links.known) return unknown(links);
    if (!routes.known) return unknown(routes);
    // Who has another way out may want the radio off; without a wireless device its switch means nothing.
    const needsRadio = routes.value.length === 0 && links.value.some(({ wireless }) => wireless);
    const off = [...(manager.value.networking ? [] : ['networking']), ...(manager.value.wifi || !needsRadio ? [] : ['wifi'])];
    if (off.length === 0) return healthy('NetworkManager connects to networks.', manager.evidence);
    const items = off.map((name) =>
      neededItem(name, switches[name]?.title ?? name, manager.evidence[0] ?? { source: 'nmcli', line: name, meaning: 'off' }),
    );
    return needed('critical', `In NetworkManager ${items.map(({ title }) => title).join(' and ')}.`, evidenceOf(items), items);
  },
  plan({ items }) {
    const steps = items.flatMap((name) => (switches[name] === undefined ? [] : [switchOn(name, switches[name].words)]));
    return always(steps);
  },
});

function switchOn(item: string, words: readonly string[]): StepBody {
  return command({
    item,
    title: `Switch on: ${words.join(' ')}`,
    argv: ['nmcli', ...words, 'on'],
    captures: [{ kind: 'answer', argv: ['nmcli', ...words], words: ['enabled', 'disabled'] }],
    undo: { kind: 'inverse', argv: ['nmcli', ...words, 'off'], exact: true, why: 'It is switched off again.' },
    reader: 'nmcli',
    replay: 'idempotent',
    interruptible: true,
    timeoutMs: 30_000,
  });
}
