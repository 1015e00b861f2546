import type { KnownServers, ResolvConf } from '../../facts/resolv-conf.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always } from '../steps.js';

const file = '/etc/resolv.conf';

export const anyResolvConf = defineRoutine({
  id: 'any-resolv-conf',
  os: ['linux'],
  title: 'Let the machine find its name servers again',
  explains:
    'The file that says which name servers to ask is missing, empty or points nowhere, so no web site and no update server is found by name. It is made right from what the program that manages the network knows; where nobody knows name servers, this is only said.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files', 'network'],
  symptoms: ['no-internet', 'no-updates'],
  target: 'running',
  confirmed: 'lab',
  source: 'resolv.conf(5), systemd-resolved.service(8), NetworkManager.conf(5) rc-manager, dhclient.leases(5)',
  params: {},
  reads: ['resolv-conf', 'default-route'],
  diagnose(facts) {
    const resolv = facts['resolv-conf'];
    const routes = facts['default-route'];
    if (!resolv.known) return unknown(resolv);
    const { value, evidence } = resolv;
    const fault = faultOf(value);
    if (fault === null) return healthy('Name servers are set.', evidence);
    if (value.known !== null) return needed('critical', `Names cannot be looked up: ${fault}.`, evidence);
    // Without a way out, no name server is what is to be expected.
    if (!value.dangling && value.kind !== 'dir' && (!routes.known || routes.value.length === 0))
      return { ...healthy('No network is connected, and no name server is set.', evidence), outcome: 'not-applicable' };
    return needed(
      'warning',
      `Names cannot be looked up: ${fault}; no program here knows name servers, so connect to the network anew.`,
      evidence,
    );
  },
  plan({ facts }) {
    const resolv = facts['resolv-conf'];
    const known = resolv.known ? resolv.value.known : null;
    if (!resolv.known || known === null) return [];
    const aside = { kind: 'move-aside' as const, scope: 'machine' as const, title: `Move the folder ${file} aside`, path: { text: file } };
    return always([...(resolv.value.kind === 'dir' ? [aside] : []), restoreStep(known)]);
  },
});

function faultOf({ kind, target, dangling, servers }: ResolvConf): string | null {
  if (kind === 'absent') return `${file} is missing`;
  if (kind === 'dir') return `${file} is a folder`;
  if (dangling) return `${file} points to ${target ?? ''}, which does not exist`;
  return kind === 'other' || servers.length > 0 ? null : `${file} names no name server`;
}

function restoreStep(known: KnownServers) {
  const base = { scope: 'machine' as const, path: { text: file } };
  if (known.link !== null) return { ...base, kind: 'link' as const, title: `Link ${file} to what ${known.from} keeps`, target: known.link };
  return { ...base, kind: 'write-file' as const, title: `Write the name servers that ${known.from} knows`, ...contentFor(known) };
}

/** The content of a resolv.conf with these servers; a resolver reads the first three. */
export function contentFor({ from, servers }: KnownServers): { contentBase64: string; mode: number } {
  const lines = [`# Written by RescuePC from ${from}.`, ...servers.slice(0, 3).map((server) => `nameserver ${server}`), ''];
  return { contentBase64: Buffer.from(lines.join('\n')).toString('base64'), mode: 0o644 };
}
