import type { NetworkService } from '../../facts/network-services.js';
import { busy, healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { neededItem } from '../item.js';
import { always } from '../steps.js';

export const anyNetworkService = defineRoutine({
  id: 'any-network-service',
  os: ['linux'],
  title: 'Start the service that connects to networks',
  explains:
    "There is no way to the internet, and the system's own service that connects to networks does not run: it failed, or somebody switched it off or forbade it. It is allowed, switched on and started; it then connects by the settings that are there.",
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  settleMs: 5_000,
  after: ['any-unit-dropin'],
  touches: ['services', 'network'],
  symptoms: ['no-internet'],
  target: 'running',
  confirmed: 'lab',
  source: 'systemctl(1); NetworkManager(8), systemd-networkd(8), ifup(8)',
  params: {},
  reads: ['network-services', 'default-route'],
  diagnose(facts) {
    const services = facts['network-services'];
    const routes = facts['default-route'];
    if (!routes.known) return unknown(routes);
    if (routes.value.length > 0) return healthy('There is a way to other networks.', routes.evidence);
    if (!services.known) return unknown(services);
    const own = services.value.filter(({ configured }) => configured);
    const running = own.find(({ active }) => active === 'active' || active === 'reloading');
    if (running !== undefined) return healthy(`${running.unit} runs.`, services.evidence);
    const starting = own.find(({ active, restarting }) => active === 'activating' && !restarting);
    if (starting !== undefined) return busy(`${starting.unit} is being started.`, services.evidence);
    const chosen = choose(services.value);
    if (chosen === null)
      return { ...healthy('No service of this system connects to networks.', services.evidence), outcome: 'not-applicable' };
    const { unit, state, active } = chosen;
    const item = neededItem(unit, `${unit} is ${active}`, {
      source: 'systemctl show',
      line: `${unit} ${state} ${active}`,
      meaning: 'it does not run',
    });
    return needed('critical', `No network: ${unit} is ${active} (${state}).`, item.evidence, [item]);
  },
  plan({ facts, items }) {
    const services = facts['network-services'];
    const chosen = services.known ? choose(services.value) : null;
    if (chosen === null || !items.includes(chosen.unit)) return [];
    const { unit, state, active, restarting } = chosen;
    const want = {
      ...(state.startsWith('masked') ? { masked: false } : {}),
      ...(state === 'enabled' ? {} : { enabled: true }),
      ...(active === 'failed' || restarting ? { restart: true } : { active: true }),
    };
    return always([{ kind: 'service', scope: 'machine', item: unit, title: `Start ${unit}`, unit, want }]);
  },
});

/** The one that is switched on; else the only one that there is. Which of several is right cannot be told. */
function choose(services: readonly NetworkService[]): NetworkService | null {
  const own = services.filter(({ configured }) => configured);
  const on = own.filter(({ state }) => state === 'enabled');
  const candidates = on.length > 0 ? on : own;
  return candidates.length === 1 ? (candidates[0] ?? null) : null;
}
