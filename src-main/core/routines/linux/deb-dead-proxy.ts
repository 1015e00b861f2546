import type { AptProxy } from '../../facts/apt-proxy.js';
import type { Listener } from '../../facts/listening.js';
import { latin1ToWords } from '../../bytes.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always } from '../steps.js';

const marker = '// disabled by RescuePC: ';

export const debDeadProxy = defineRoutine({
  id: 'deb-dead-proxy',
  os: ['linux'],
  title: 'Let updates go past a helper program that is gone',
  explains:
    'Updates are told to go through a program on this very machine (a proxy), and that program does not run, so nothing can be fetched. The setting is made a comment; updates then go straight to the network.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: ['deb-apt-config-disable'],
  touches: ['files'],
  symptoms: ['no-updates'],
  target: 'running',
  confirmed: 'lab',
  source: 'apt-transport-http(1): Acquire::http::Proxy; apt.conf(5): // begins a comment; ss(8)',
  params: {},
  reads: ['apt-proxies', 'listening'],
  diagnose(facts) {
    const proxies = facts['apt-proxies'];
    const listening = facts.listening;
    if (!proxies.known) return unknown(proxies);
    const local = proxies.value.filter(isLocal);
    if (local.length === 0)
      return healthy('Updates go through no proxy on this machine.', [
        { source: '/etc/apt/apt.conf.d', line: `${proxies.value.length} proxies`, meaning: 'none of them is on this machine' },
      ]);
    if (!listening.known) return unknown(listening);
    const dead = local.filter((proxy) => !answers(proxy, listening.value));
    if (dead.length === 0) return healthy('The proxy that updates go through runs.', proxies.evidence);
    const items = dead.map((proxy) => ({
      id: itemId(proxy),
      title: `${proxy.file}, line ${proxy.line}: nothing listens on ${proxy.host} port ${proxy.port}`,
      outcome: 'needed' as const,
      evidence: [{ source: itemId(proxy), line: latin1ToWords(proxy.text).trim(), meaning: `no program listens on port ${proxy.port}` }],
    }));
    const evidence = items.flatMap((item) => item.evidence);
    return needed('critical', `Updates cannot be fetched: ${items.map((item) => item.title).join('; ')}.`, evidence, items);
  },
  plan({ facts, items }) {
    const proxies = facts['apt-proxies'];
    if (!proxies.known) return [];
    const chosen = proxies.value.filter((proxy) => isLocal(proxy) && items.includes(itemId(proxy)));
    const steps = [...new Set(chosen.map(({ file }) => file))].map((file) => ({
      kind: 'edit-file' as const,
      scope: 'machine' as const,
      title: `Take the proxy out of ${file}`,
      path: { text: file },
      edits: chosen
        .filter((proxy) => proxy.file === file)
        .map((proxy) => ({ line: proxy.line, old: proxy.text, new: `${marker}${proxy.text}` })),
    }));
    return always(steps);
  },
});

function isLocal({ host }: AptProxy): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** Every address counts: a program that listens on all of them shows as 0.0.0.0, * or ::. */
function answers({ port }: AptProxy, listeners: readonly Listener[]): boolean {
  return listeners.some((listener) => listener.port === port);
}

function itemId(proxy: AptProxy): string {
  return `${proxy.file}:${proxy.line}`;
}
