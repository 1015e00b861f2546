import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always } from '../steps.js';

export const anyHostnameUnresolvable = defineRoutine({
  id: 'any-hostname-unresolvable',
  os: ['linux'],
  title: 'Let the machine know its own name',
  explains:
    'The machine cannot look up its own name. Programs such as sudo then wait many seconds or complain at every start. The name is added to the hosts file, as Debian does it at installation.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: ['any-hosts-hijack', 'any-nsswitch', 'any-resolv-conf'],
  touches: ['files'],
  symptoms: ['slow'],
  target: 'any',
  confirmed: 'lab',
  source: 'hosts(5), hostname(5); Debian reference 5.1.1 (127.0.1.1)',
  params: {},
  reads: ['host-name'],
  diagnose(facts) {
    const own = facts['host-name'];
    if (!own.known) return unknown(own);
    if (own.value.resolves) return healthy('The machine knows its own name.', own.evidence);
    return needed('warning', `The machine cannot look up its own name, ${own.value.name}.`, own.evidence);
  },
  plan({ facts }) {
    const own = facts['host-name'];
    if (!own.known) return [];
    const edits = [{ line: 0, old: '', new: `127.0.1.1\t${own.value.name}` }];
    return always([{ kind: 'edit-file', scope: 'machine', title: 'Add the name to the hosts file', path: { text: '/etc/hosts' }, edits }]);
  },
});
