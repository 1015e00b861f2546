import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { notUnderstood, stdoutText, unusable } from './raw.js';
import { defineFact } from './types.js';

export type NetworkLink = {
  readonly name: string;
  readonly up: boolean;
  readonly wireless: boolean;
  readonly addresses: readonly string[];
};

/** Network devices but the loopback, whether their cable or radio is connected, and their addresses. */
export const networkLinks = defineFact<NetworkLink[]>({
  id: 'network-links',
  title: 'Network devices',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<NetworkLink[]>> {
    const raw = await target.exec.run({ argv: ['ip', '-json', 'address', 'show'], timeoutMs: 8_000, signal });
    const bad = unusable(raw, "Install 'iproute2'.");
    if (bad) return bad;
    const links = raw.code === 0 ? readIpAddress(stdoutText(raw)) : null;
    if (links === null) return notUnderstood(raw);
    return {
      known: true,
      value: links,
      evidence: links.map(({ name, up, addresses }) => ({
        source: name,
        line: addresses.join(' ') || 'no address',
        meaning: up ? 'connected' : 'not connected',
      })),
    };
  },
});

export type DefaultRoute = { readonly gateway: string; readonly device: string };

/** Where packets for other networks go. None: there is no way out. */
export const defaultRoute = defineFact<DefaultRoute[]>({
  id: 'default-route',
  title: 'Way to other networks',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<DefaultRoute[]>> {
    const routes: DefaultRoute[] = [];
    for (const family of ['-4', '-6']) {
      const raw = await target.exec.run({ argv: ['ip', family, '-json', 'route', 'show', 'default'], timeoutMs: 4_000, signal });
      const bad = unusable(raw, "Install 'iproute2'.");
      if (bad) return bad;
      const found = raw.code === 0 ? readIpRoute(stdoutText(raw)) : null;
      if (found === null) return notUnderstood(raw);
      routes.push(...found);
    }
    return {
      known: true,
      value: routes,
      evidence: routes.map(({ gateway, device }) => ({
        source: 'ip route',
        line: `default via ${gateway} dev ${device}`,
        meaning: 'the way out',
      })),
    };
  },
});

/** Pure: `ip -json address`. null: not JSON of that form. */
export function readIpAddress(text: string): NetworkLink[] | null {
  const parsed = parseArray(text);
  return (
    parsed?.flatMap((entry) => {
      const { ifname, operstate, flags, addr_info } = entry as {
        ifname?: string;
        operstate?: string;
        flags?: string[];
        addr_info?: { local?: string; scope?: string }[];
      };
      if (ifname === undefined || flags?.includes('LOOPBACK') === true) return [];
      const addresses = (addr_info ?? []).flatMap(({ local, scope }) => (local !== undefined && scope !== 'host' ? [local] : []));
      // Tunnels and some drivers never say UP; a carrier is what counts then.
      const up = operstate === 'UP' || (operstate === 'UNKNOWN' && flags?.includes('LOWER_UP') === true);
      return [{ name: ifname, up, wireless: ifname.startsWith('wl'), addresses }];
    }) ?? null
  );
}

/** Pure: `ip -json route show default`; nothing at all is an empty list. */
export function readIpRoute(text: string): DefaultRoute[] | null {
  if (text.trim() === '') return [];
  const parsed = parseArray(text);
  return (
    parsed?.flatMap((entry) => {
      const { gateway, via, dev } = entry as { gateway?: string; via?: { host?: string }; dev?: string };
      return dev === undefined ? [] : [{ gateway: gateway ?? via?.host ?? '', device: dev }];
    }) ?? null
  );
}

function parseArray(text: string): unknown[] | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
