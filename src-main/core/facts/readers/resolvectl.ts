import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood, unread } from '../raw.js';
import { known, notContradicted, said, withoutSystemd } from './text.js';

export type ResolvedPart = { readonly name: string; readonly scopes: readonly string[]; readonly servers: readonly string[] };
export type Resolved = { readonly parts: readonly ResolvedPart[]; readonly fallback: readonly string[] };

const keys =
  /^\s*(Protocols|resolv\.conf mode|Current Scopes|Current DNS Server|DNS Servers|Fallback DNS Servers|DNS Domain|Default Route|DefaultRoute setting|LLMNR setting|MulticastDNS setting|DNSOverTLS setting|DNSSEC setting|DNSSEC supported|DNSSEC NTA):\s*(.*)/;

/**
 * `resolvectl [status]`: the global part and one a link; values that are long, and lists of old versions, go on in indented lines.
 * Source: resolvectl(1); transcripts resolvectl-status-*.
 */
export function readResolvectl(raw: Raw): ReadingOf<Resolved> {
  const without = withoutSystemd(raw);
  if (without) return without;
  if (/resolve1.*(?:not found|No such)|Could not activate remote peer|Failed to get global data/.test(said(raw)))
    return unread('not-applicable', 'systemd-resolved does not run here.', 'Look at /etc/resolv.conf instead.');
  if (!notContradicted(raw)) return notUnderstood(raw);
  const parts: { name: string; values: Map<string, string> }[] = [];
  let key = '';
  for (const line of said(raw).split('\n')) {
    const name = /^(Global|Link \d+ \(.+\))\s*$/.exec(line)?.[1];
    if (name !== undefined) parts.push({ name, values: new Map() });
    const values = parts.at(-1)?.values;
    const [, found, value] = keys.exec(line) ?? [];
    if (found !== undefined) values?.set((key = found), value?.trim() ?? '');
    else if (name === undefined && /^\s{6,}\S/.test(line)) values?.set(key, `${values.get(key) ?? ''} ${line.trim()}`);
    else key = '';
  }
  if (!parts.some(({ name }) => name === 'Global')) return notUnderstood(raw);
  const words = (values: Map<string, string>, name: string): string[] =>
    (values.get(name) ?? '').split(/\s+/).filter((word) => word !== '');
  const value: Resolved = {
    parts: parts.map(({ name, values }) => ({ name, scopes: words(values, 'Current Scopes'), servers: words(values, 'DNS Servers') })),
    fallback: parts.flatMap(({ values }) => words(values, 'Fallback DNS Servers')),
  };
  return known(
    raw,
    value,
    value.parts.filter(answers).map(({ name, servers }) => [`${name}: ${servers.join(' ')}`, 'asks these name servers']),
  );
}

/** It has name servers, and asks them: a link's servers are used only in the DNS scope. */
export function answers({ name, scopes, servers }: ResolvedPart): boolean {
  return servers.length > 0 && (name === 'Global' || scopes.includes('DNS'));
}
