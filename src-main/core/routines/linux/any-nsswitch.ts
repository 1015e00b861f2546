import type { NameSwitch } from '../../facts/name-switch.js';
import { latin1ToWords } from '../../bytes.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';

/** Each of these asks name servers; `resolve` through systemd-resolved. */
const asksServers = ['dns', 'resolve', 'wins', 'sss'];

export const anyNsswitch = defineRoutine({
  id: 'any-nsswitch',
  os: ['linux'],
  title: 'Let names be looked up again',
  explains:
    'The file that says where names are looked up leaves out the hosts file or the name servers, so web sites, or the machine itself, are not found. What is missing is added to its line; everything else in it stays.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['no-internet', 'no-updates', 'slow'],
  target: 'any',
  confirmed: 'lab',
  source: 'nsswitch.conf(5)',
  params: {},
  reads: ['name-switch'],
  diagnose(facts) {
    const found = facts['name-switch'];
    if (!found.known) return unknown(found);
    const missing = missingIn(found.value);
    if (missing.length === 0) return healthy('Names are looked up in the hosts file and at name servers.', found.evidence);
    const what = found.value.hosts === null ? 'has no line for hosts' : `leaves out ${missing.join(' and ')}`;
    return needed('critical', `/etc/nsswitch.conf ${what}: not all names can be found.`, found.evidence);
  },
  plan({ facts }) {
    const found = facts['name-switch'];
    if (!found.known) return [];
    const { hosts } = found.value;
    const edit =
      hosts === null
        ? { line: 0, old: '', new: 'hosts:          files dns' }
        : { line: hosts.line, old: hosts.text, new: completed(hosts.text, missingIn(found.value)) };
    const title = hosts === null ? 'Add the hosts line' : `Complete the line "${latin1ToWords(hosts.text).trim()}"`;
    return [
      { onlyIf: 'always', steps: [{ kind: 'edit-file', scope: 'machine', title, path: { text: '/etc/nsswitch.conf' }, edits: [edit] }] },
    ];
  },
});

function missingIn({ hosts }: NameSwitch): string[] {
  if (hosts === null) return ['files', 'dns'];
  const dns = hosts.sources.some((source) => asksServers.includes(source));
  return [...(hosts.sources.includes('files') ? [] : ['files']), ...(dns ? [] : ['dns'])];
}

/** `files` comes first, `dns` last; a comment at the end of the line stays there. */
function completed(line: string, missing: readonly string[]): string {
  const [, head = 'hosts:', body = '', comment = ''] = /^(\s*hosts\s*:\s*)([^#]*?)(\s*(?:#.*)?)$/.exec(line) ?? [];
  const gap = /\s$/.test(head) ? head : `${head} `;
  const words = [...(missing.includes('files') ? ['files'] : []), body.trim(), ...(missing.includes('dns') ? ['dns'] : [])];
  return `${gap}${words.filter((word) => word !== '').join(' ')}${comment}`;
}
