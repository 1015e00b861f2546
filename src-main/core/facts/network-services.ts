import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Target } from '../ports.js';
import { notUnderstood, stdoutText, unread, unusable } from './raw.js';
import { namesIn, readText } from './read-text.js';
import { defineFact } from './types.js';
import { isRestarting, readUnitStates, unitProperties } from './unit-state.js';

/** `configured`: it has something to do here: systemd and ifupdown are there on machines that use neither. */
export type NetworkService = {
  readonly unit: string;
  readonly state: string;
  readonly active: string;
  /** It fails and is started again and again. */
  readonly restarting: boolean;
  readonly configured: boolean;
};

/** Services that connect to networks; a system uses one of them. */
const units = ['NetworkManager', 'systemd-networkd', 'networking', 'dhcpcd', 'connman', 'wicked'].map((name) => `${name}.service`);

/** The services of this system that give network devices their addresses. */
export const networkServices = defineFact<NetworkService[]>({
  id: 'network-services',
  title: 'Network services',
  cost: 'default',
  needs: [],
  timeoutMs: 15_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<NetworkService[]>> {
    if ((await target.files.stat({ text: '/run/systemd/system' })) === null)
      return unread('not-applicable', 'This system does not run under systemd.', '');
    const raw = await target.exec.run({ argv: ['systemctl', 'show', '-p', unitProperties, ...units], timeoutMs: 10_000, signal });
    const bad = unusable(raw);
    if (bad) return bad;
    const services = raw.code === 0 ? readUnitStates(stdoutText(raw)) : null;
    if (services === null) return notUnderstood(raw);
    const value: NetworkService[] = [];
    for (const service of services) {
      const { unit, load, enabled: state, active } = service;
      if (load !== 'loaded' && load !== 'masked') continue;
      value.push({ unit, state, active, restarting: isRestarting(service), configured: await isConfigured(target, unit) });
    }
    const evidence = value.map(({ unit, state, active }) => ({
      source: 'systemctl show',
      line: `${unit} ${state} ${active}`,
      meaning: 'network service',
    }));
    return { known: true, value, evidence };
  },
});

async function isConfigured(target: Target, unit: string): Promise<boolean> {
  if (unit === 'systemd-networkd.service') return (await namesIn(target, '/etc/systemd/network')).some((name) => name.endsWith('.network'));
  if (unit !== 'networking.service') return true;
  const files = [await readText(target, '/etc/network/interfaces')];
  for (const name of await namesIn(target, '/etc/network/interfaces.d'))
    files.push(await readText(target, `/etc/network/interfaces.d/${name}`));
  return files.some((text) => [...(text ?? '').matchAll(/^[ \t]*iface\s+(\S+)/gm)].some(([, device]) => device !== 'lo'));
}
