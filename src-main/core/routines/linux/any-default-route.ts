import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';

/** Only told: a route that somebody sets by hand would hide what is wrong with the router or with the network's program. */
export const anyDefaultRoute = defineRoutine({
  id: 'any-default-route',
  os: ['linux'],
  title: 'Say that there is no way to other networks',
  explains:
    'The network is connected, but the machine does not know where to send what is meant for the internet. That comes from the router or from the network settings; RescuePC says it and changes nothing.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['network'],
  symptoms: ['no-internet'],
  target: 'running',
  confirmed: 'no',
  source: 'ip-route(8); not provable as a repair: nothing is repaired',
  params: {},
  reads: ['network-links', 'default-route'],
  diagnose(facts) {
    const links = facts['network-links'];
    const routes = facts['default-route'];
    if (!links.known) return unknown(links);
    if (!routes.known) return unknown(routes);
    const connected = links.value.filter(({ up, addresses }) => up && addresses.some((address) => !/^(fe80|169\.254\.)/i.test(address)));
    if (routes.value.length > 0) return healthy('There is a way to other networks.', routes.evidence);
    if (connected.length === 0) return { ...healthy('No network is connected.', links.evidence), outcome: 'not-applicable' };
    const names = connected.map(({ name }) => name).join(', ');
    return needed('info', `${names}: connected, but without a way to other networks. Connect anew, or restart the router.`, links.evidence);
  },
  plan: () => [],
});
