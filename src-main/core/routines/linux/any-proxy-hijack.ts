import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Listener } from '../../facts/listening.js';
import type { ProxySetting } from '../../facts/proxy-settings.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem, switchedOff } from '../item.js';
import { always } from '../steps.js';

export const anyProxyHijack = defineRoutine({
  id: 'any-proxy-hijack',
  os: ['linux'],
  title: 'Switch off a proxy that is not there',
  explains:
    'All programs are told to reach the internet through a proxy on this machine, and no program answers there: a leftover of removed software or of malware. The line is switched off, not deleted. If you start such a proxy yourself now and then, leave it.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['no-internet', 'no-updates'],
  target: 'running',
  confirmed: 'lab',
  source: 'environment(5) of pam_env; ss(8)',
  params: {},
  reads: ['proxy-settings', 'listening'],
  diagnose(facts) {
    const settings = facts['proxy-settings'];
    const { listening } = facts;
    if (!settings.known) return unknown(settings);
    const loopback = settings.value.filter((setting) => setting.loopback);
    if (loopback.length === 0)
      return healthy('No proxy on this machine is set for everybody.', [
        { source: '/etc', line: `${settings.value.length} proxy settings`, meaning: 'none names this machine itself' },
      ]);
    if (!listening.known) return unknown(listening);
    const items = loopback
      .filter((setting) => isDead(setting, listening))
      .map((setting) =>
        neededItem(itemId(setting), `${setting.file}, line ${setting.line}: ${setting.host}:${setting.port}`, {
          source: `${setting.file}:${setting.line}`,
          line: `${setting.host}:${setting.port}`,
          meaning: 'no program listens there',
        }),
      );
    if (items.length === 0) return healthy('The proxy that is set answers.', settings.evidence);
    const where = fewOf(items.map((item) => item.title));
    return needed('critical', `Programs are sent to a proxy that is not there: ${where}.`, evidenceOf(items), items);
  },
  plan({ facts, items }) {
    const settings = facts['proxy-settings'];
    if (!settings.known) return [];
    const chosen = settings.value.filter((setting) => items.includes(itemId(setting)));
    const steps = [...new Set(chosen.map(({ file }) => file))].map((file) => ({
      kind: 'edit-file' as const,
      scope: 'machine' as const,
      title: `Switch off the proxy in ${file}`,
      path: { text: file },
      edits: chosen.filter((setting) => setting.file === file).map(({ line, text }) => ({ line, old: text, new: `${switchedOff}${text}` })),
    }));
    return always(steps);
  },
});

function itemId({ file, line }: ProxySetting): string {
  return `${file}:${line}`;
}

function isDead(setting: ProxySetting, listening: ReadingOf<Listener[]>): boolean {
  return listening.known && !listening.value.some(({ port }) => port === setting.port);
}
