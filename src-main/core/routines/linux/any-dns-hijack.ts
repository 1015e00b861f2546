import type { ResolvConf } from '../../facts/resolv-conf.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { contentFor } from './any-resolv-conf.js';
import { always } from '../steps.js';

const file = '/etc/resolv.conf';

/** Public resolvers that people pin on purpose: Cloudflare, Google, Quad9, OpenDNS, AdGuard, DNS4EU, Mullvad, dns0. */
const wellKnown =
  /^(1\.1\.1\.[123]|1\.0\.0\.[123]|8\.8\.(8\.8|4\.4)|9\.9\.9\.\d+|149\.112\.112\.\d+|208\.67\.22[02]\.\d+|94\.140\.1[45]\.\d+|86\.54\.11\.\d+|194\.242\.2\.\d+|193\.110\.81\.\d+|185\.253\.5\.\d+|2606:4700:.*|2001:4860:.*|2620:fe:.*|2620:119:.*|2a10:50c0:.*)$/;
/** The machine itself and home networks: a router, an ad blocker, a company's own server. */
const nearby = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|f[cd]|fe80)/i;

export const anyDnsHijack = defineRoutine({
  id: 'any-dns-hijack',
  os: ['linux'],
  title: 'Remove name servers that were forced on this machine',
  explains:
    'The list of name servers was made unchangeable and names a server on the internet that your network did not give and that is none of the known public ones. Whoever runs it can send you to false web sites. The list goes to quarantine and the name servers of your network are used.',
  scope: 'machine',
  risk: 'medium',
  needsRestart: false,
  after: [],
  touches: ['files', 'network'],
  symptoms: ['pop-ups', 'no-updates', 'no-internet'],
  target: 'running',
  confirmed: 'lab',
  source: 'resolv.conf(5), chattr(1); the published addresses of public resolvers',
  params: {},
  undoWarning: 'This puts the forced name servers back.',
  reads: ['resolv-conf'],
  diagnose(facts) {
    const resolv = facts['resolv-conf'];
    if (!resolv.known) return unknown(resolv);
    const strange = strangers(resolv.value);
    if (strange.length === 0) return healthy('No strange name server is forced on this machine.', resolv.evidence);
    return needed(
      'critical',
      `${file} was made unchangeable and sends every look-up to ${strange.join(', ')}, which your network did not give.`,
      [...resolv.evidence, { source: `lsattr ${file}`, line: 'i', meaning: 'even root cannot change it without taking the flag off' }],
    );
  },
  plan({ facts }) {
    const resolv = facts['resolv-conf'];
    const known = resolv.known ? resolv.value.known : null;
    if (known === null) return [];
    const path = { text: file };
    const put =
      known.link === null
        ? {
            kind: 'write-file' as const,
            scope: 'machine' as const,
            title: 'Use the name servers of the network',
            path,
            ...contentFor(known),
          }
        : { kind: 'link' as const, scope: 'machine' as const, title: `Let ${known.from} keep the name servers`, path, target: known.link };
    return always([{ kind: 'move-aside', scope: 'machine', title: `Quarantine ${file}`, path }, put]);
  },
});

/** Forced servers that are neither the network's nor near nor well known. Without the network's own list nothing can be said. */
function strangers({ kind, immutable, servers, known }: ResolvConf): string[] {
  if (kind !== 'file' || !immutable || known === null) return [];
  const strange = servers.filter((server) => !known.servers.includes(server) && !wellKnown.test(server) && !nearby.test(server));
  return strange.length === servers.length ? strange : [];
}
