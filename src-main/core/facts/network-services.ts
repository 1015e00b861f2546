import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Target } from '../ports.js';
import { notUnderstood, stdoutText, unread, unusable } from './raw.js';
import { readText } from './read-text.js';
import { namesIn } from './read-text.js';
import { defineFact } from './types.js';

/** `configured`: it has something to do here: systemd and ifupdown are there on machines that use neither. */
export type NetworkService = { readonly unit: string; readonly state: string; readonly active: string; readonly configured: boolean };

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
    const properties = '--property=Id,LoadState,UnitFileState,ActiveState';
    const raw = await target.exec.run({ argv: ['systemctl', 'show', properties, ...units], timeoutMs: 10_000, signal });
    const bad = unusable(raw);
    if (bad) return bad;
    const services = raw.code === 0 ? readUnitStates(stdoutText(raw)) : null;
    if (services === null) return notUnderstood(raw);
    const value: NetworkService[] = [];
    for (const { id, load, state, active } of services)
      if (load === 'loaded' || load === 'masked') value.push({ unit: id, state, active, configured: await isConfigured(target, id) });
    const evidence = value.map(({ unit, state, active }) => ({
      source: 'systemctl show',
      line: `${unit} ${state} ${active}`,
      meaning: 'network service',
    }));
    return { known: true, value, evidence };
  },
});

type UnitState = { readonly id: string; readonly load: string; readonly state: string; readonly active: string };

/** Pure: blocks of `systemctl show`, one a unit. null: something else. */
export function readUnitStates(text: string): UnitState[] | null {
  const field = (block: string, name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(block)?.[1] ?? '';
  const blocks = text.split(/\n\s*\n/).filter((block) => block.trim() !== '');
  const states = blocks.map((block) => ({
    id: field(block, 'Id'),
    load: field(block, 'LoadState'),
    state: field(block, 'UnitFileState'),
    active: field(block, 'ActiveState'),
  }));
  return states.length === 0 || states.some(({ id, load, active }) => id === '' || load === '' || active === '') ? null : states;
}

async function isConfigured(target: Target, unit: string): Promise<boolean> {
  if (unit === 'systemd-networkd.service') return (await namesIn(target, '/etc/systemd/network')).some((name) => name.endsWith('.network'));
  if (unit !== 'networking.service') return true;
  const files = [await readText(target, '/etc/network/interfaces')];
  for (const name of await namesIn(target, '/etc/network/interfaces.d'))
    files.push(await readText(target, `/etc/network/interfaces.d/${name}`));
  return files.some((text) => [...(text ?? '').matchAll(/^[ \t]*iface\s+(\S+)/gm)].some(([, device]) => device !== 'lo'));
}
