import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Target } from '../ports.js';
import { stdoutText } from './raw.js';
import { fileText } from './read-text.js';
import { leaseServers, nameServersIn, networkdServers } from './readers/name-servers.js';
import { defineFact } from './types.js';

/** Where the right name servers are known from. `link`: a file that its owner keeps right, to be linked to; else servers to write. */
export type KnownServers = { readonly from: string; readonly link: string | null; readonly servers: readonly string[] };

export type ResolvConf = {
  readonly kind: 'absent' | 'file' | 'link' | 'dir' | 'other';
  /** Where a link points to. */
  readonly target: string | null;
  readonly dangling: boolean;
  readonly servers: readonly string[];
  readonly immutable: boolean;
  readonly known: KnownServers | null;
};

const file = '/etc/resolv.conf';
const stub = '/run/systemd/resolve/stub-resolv.conf';
const managed = '/run/NetworkManager/resolv.conf';

/** What names are resolved with, and which name servers the program that manages the network knows. */
export const resolvConf = defineFact<ResolvConf>({
  id: 'resolv-conf',
  title: 'Name servers',
  cost: 'default',
  needs: [],
  timeoutMs: 15_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<ResolvConf>> {
    const stat = await target.files.stat({ text: file });
    const kind = stat === null ? 'absent' : stat.kind === 'file' || stat.kind === 'link' || stat.kind === 'dir' ? stat.kind : 'other';
    const link = kind === 'link' ? await target.files.readLink({ text: file }) : null;
    const real = link === null ? file : posix.resolve('/etc', link);
    const text = kind === 'absent' || kind === 'dir' || kind === 'other' ? null : await textOf(target, real);
    const servers = nameServersIn(text ?? '');
    const flags = kind === 'file' ? (await target.files.attributes({ text: file })).flags : '';
    const value = {
      kind,
      target: link,
      dangling: link !== null && text === null,
      servers,
      immutable: flags?.includes('i') === true,
      known: await knownServers(target, signal),
    } as const;
    const line = `${link === null ? kind : `link to ${link}`}; ${servers.length === 0 ? 'no name server' : servers.join(' ')}`;
    return {
      known: true,
      value,
      evidence: [
        {
          source: file,
          line,
          meaning: value.known === null ? 'nobody here knows name servers' : `${value.known.from} knows ${value.known.servers.join(' ')}`,
        },
      ],
    };
  },
});

async function knownServers(target: Target, signal: AbortSignal): Promise<KnownServers | null> {
  const active = await target.exec.run({ argv: ['systemctl', 'is-active', 'systemd-resolved.service'], timeoutMs: 5_000, signal });
  if (stdoutText(active).trim() === 'active' && (await textOf(target, stub)) !== null)
    return { from: 'systemd-resolved', link: `..${stub}`, servers: ['127.0.0.53'] };
  const own = nameServersIn((await textOf(target, managed)) ?? '');
  if (own.length > 0) return { from: 'NetworkManager', link: `..${managed}`, servers: own };
  const networkd = networkdServers((await textOf(target, '/run/systemd/netif/state')) ?? '');
  if (networkd.length > 0) return { from: 'systemd-networkd', link: null, servers: networkd };
  for (const folder of ['/var/lib/dhcp', '/var/lib/dhclient']) {
    for (const entry of await target.files.list({ text: folder }).catch(() => [])) {
      const leased = entry.text.endsWith('.leases') ? leaseServers((await textOf(target, entry.text)) ?? '', new Date()) : [];
      if (leased.length > 0) return { from: `the DHCP lease in ${entry.text}`, link: null, servers: leased };
    }
  }
  return null;
}

/** The text of a file, links at its end followed; null: there is none. */
async function textOf(target: Target, path: string, depth = 0): Promise<string | null> {
  const stat = await target.files.stat({ text: path }).catch(() => null);
  if (stat?.kind === 'link' && depth < 10)
    return textOf(target, posix.resolve(posix.dirname(path), await target.files.readLink({ text: path })), depth + 1);
  return stat?.kind === 'file' ? fileText(target, path, 1_000_000) : null;
}
