import type { NameSwitch } from '../../facts/name-switch.js';
import type { SwitchLine } from '../../facts/readers/name-servers.js';
import { latin1ToWords } from '../../bytes.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always } from '../steps.js';

const base = { kind: 'edit-file', scope: 'machine', path: { text: '/etc/nsswitch.conf' } } as const;

/** Each of these asks name servers; `resolve` through systemd-resolved. */
const asksServers = ['dns', 'resolve', 'wins', 'sss'];

export const anyNsswitch = defineRoutine({
  id: 'any-nsswitch',
  os: ['linux'],
  title: 'Let names be looked up again',
  explains:
    'The file that says where names are looked up leaves out the hosts file or the name servers, so web sites, or the machine itself, are not found; or it leaves out the list of users, so nobody can log in. What is missing is added to its line; everything else in it stays.',
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
    const lost = withoutFiles(found.value);
    if (lost.length > 0)
      return needed(
        'critical',
        `/etc/nsswitch.conf leaves out the system's own files for ${lost.map(({ database }) => database).join(' and ')}: users are not known any more.`,
        found.evidence.filter(({ source }) => lost.some(({ line }) => source.endsWith(`:${line}`))),
      );
    if (missing.length === 0) return healthy('Names are looked up in the hosts file and at name servers.', found.evidence);
    const what = found.value.hosts === null ? 'has no line for hosts' : `leaves out ${missing.join(' and ')}`;
    return needed('critical', `/etc/nsswitch.conf ${what}: not all names can be found.`, found.evidence);
  },
  plan({ facts }) {
    const found = facts['name-switch'];
    if (!found.known) return [];
    const { hosts } = found.value;
    const lost = withoutFiles(found.value).map(({ line, text, database }) => ({
      line,
      old: text,
      new: completed(text, ['files'], database),
    }));
    const missing = missingIn(found.value);
    if (hosts !== null && missing.length === 0)
      return always([{ ...base, title: "Look users up in the system's own files again", edits: lost }]);
    const edit =
      hosts === null
        ? { line: 0, old: '', new: 'hosts:          files dns' }
        : { line: hosts.line, old: hosts.text, new: completed(hosts.text, missing, 'hosts') };
    const title = hosts === null ? 'Add the hosts line' : `Complete the line "${latin1ToWords(hosts.text).trim()}"`;
    return always([{ ...base, title, edits: [edit, ...lost] }]);
  },
});

function missingIn({ hosts }: NameSwitch): string[] {
  if (hosts === null) return ['files', 'dns'];
  const dns = hosts.sources.some((source) => asksServers.includes(source));
  return [...(hosts.sources.includes('files') ? [] : ['files']), ...(dns ? [] : ['dns'])];
}

/** Lines for users that name neither the files nor what reads them too. An empty line or an unknown module loses everybody. */
function withoutFiles({ people }: NameSwitch): readonly SwitchLine[] {
  return people.filter(({ sources }) => !sources.some((source) => ['files', 'compat', 'db', 'altfiles', 'extrausers'].includes(source)));
}

/** `files` comes first, `dns` last; a comment at the end of the line stays there. */
function completed(line: string, missing: readonly string[], database: string): string {
  const [, head = `${database}:`, body = '', comment = ''] = /^(\s*\w+\s*:\s*)([^#]*)(#.*)?/.exec(line) ?? [];
  const gap = /\s$/.test(head) ? head : `${head} `;
  const words = [...(missing.includes('files') ? ['files'] : []), body.trim(), ...(missing.includes('dns') ? ['dns'] : [])];
  return `${gap}${words.filter((word) => word !== '').join(' ')}${body.slice(body.trimEnd().length)}${comment}`;
}
