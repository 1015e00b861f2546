import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always, command } from '../steps.js';

const folder = '/etc/ssl/certs';

export const anyTrustStore = defineRoutine({
  id: 'any-trust-store',
  os: ['linux'],
  title: 'Make the list of trusted web authorities again',
  explains:
    'The list by which programs recognise genuine web sites is missing or cut off: secure connections fail, and updates with them. It is made again from the authorities that the system has installed.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: ['deb-dpkg-interrupted', 'deb-broken-deps'],
  touches: ['files'],
  symptoms: ['no-internet', 'no-updates'],
  target: 'any',
  confirmed: 'lab',
  source: 'update-ca-certificates(8)',
  params: {},
  reads: ['trust-store'],
  diagnose(facts) {
    const store = facts['trust-store'];
    if (!store.known) return unknown(store);
    const { begun, ended, wanted } = store.value;
    if (wanted === 0)
      return unknown({
        known: false,
        code: 'failed',
        reason: 'No certificates of ca-certificates are installed.',
        cure: "Reinstall 'ca-certificates'.",
      });
    const what = begun === null ? 'missing' : begun === 0 ? 'empty' : begun !== ended ? 'cut off' : begun < wanted ? 'not whole' : null;
    if (what === null) return healthy('The list of trusted authorities is whole.', store.evidence);
    return needed('critical', `The list of trusted web authorities is ${what}: secure connections fail.`, store.evidence);
  },
  plan() {
    return always([
      command({
        title: 'Make the list again',
        argv: ['update-ca-certificates'],
        captures: [
          { kind: 'file', path: { text: `${folder}/ca-certificates.crt` } },
          { kind: 'tree', path: { text: folder } },
        ],
        undo: { kind: 'captures' },
        replay: 'idempotent',
        interruptible: false,
        timeoutMs: 300_000,
      }),
    ]);
  },
});
