import type { StepBody } from '../../../../src-shared/contract/step.js';
import { wrong, type Keyring } from '../../facts/apt-keyrings.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { quarantine } from '../switch-off.js';
import { always } from '../steps.js';

export const debKeyrings = defineRoutine({
  id: 'deb-keyrings',
  os: ['linux'],
  title: 'Make the keys of package sources usable again',
  explains:
    'The package manager checks with keys whether updates are genuine. One of these key files cannot be read by it, or is no key at all (for instance an error page that was saved as one), so updates are refused or it complains every time. Permissions are set right; what is no key is moved to quarantine.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['no-updates'],
  target: 'any',
  confirmed: 'lab',
  source: 'apt-key(8), SUPPORTED KEYRING FILES; RFC 4880 4.2 (first byte of a public key); apt 2.6 on Debian 12',
  params: {},
  reads: ['apt-keyrings'],
  diagnose(facts) {
    const keyrings = facts['apt-keyrings'];
    if (!keyrings.known) return unknown(keyrings);
    const bad = keyrings.value.filter((keyring) => wrong(keyring) !== null);
    if (bad.length === 0)
      return healthy('apt can use all of its keys.', [
        { source: '/etc/apt/trusted.gpg.d', line: `${keyrings.value.length} key files`, meaning: 'keys that everybody may read' },
      ]);
    const items = bad.map((keyring) => ({
      id: keyring.path,
      title: `${keyring.path}: ${wrong(keyring) ?? ''}`,
      outcome: 'needed' as const,
      evidence: keyrings.evidence.filter(({ source }) => source === keyring.path),
    }));
    return needed('warning', `Unusable keys: ${items.map((item) => item.title).join('; ')}.`, keyrings.evidence, items);
  },
  plan({ facts, items }) {
    const keyrings = facts['apt-keyrings'];
    if (!keyrings.known) return [];
    const steps = keyrings.value.filter((keyring) => wrong(keyring) !== null && items.includes(keyring.path)).map(mend);
    return always(steps);
  },
});

function mend({ path, mode, format }: Keyring): StepBody {
  return format === 'other'
    ? quarantine(path, `Quarantine ${path}`, path)
    : {
        kind: 'set-mode',
        scope: 'machine',
        item: path,
        title: `Let apt read ${path}`,
        path: { text: path },
        mode: (mode & ~0o022) | 0o444,
      };
}
