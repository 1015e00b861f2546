import type { KeyFile } from '../../facts/login-keys.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem, untouchedItem } from '../item.js';
import { always } from '../steps.js';

const meanings: Readonly<Record<KeyFile['fault'], string>> = {
  'no-login': 'a key for a service account that nobody is meant to log in with',
  'old-name': 'keys under a name that has been out of use since 2001 and that ssh still reads',
  'open-to-all': "others than root can add keys to root's account",
};

export const anyAuthorizedKeys = defineRoutine({
  id: 'any-authorized-keys',
  os: ['linux'],
  title: 'Close forgotten ways in by ssh key',
  explains:
    'A key opens this machine in a way nobody would choose: for an account of a service, or in a file that hardly anybody looks into; or everybody may add keys for root. Such files go to quarantine, and the permissions are put right. Make sure that you can still log in in another way.',
  scope: 'machine',
  risk: 'medium',
  needsRestart: false,
  after: [],
  // A remote session may hang on such a key: the gate asks.
  touches: ['files', 'network'],
  symptoms: ['slow'],
  target: 'any',
  confirmed: 'lab',
  source: 'sshd(8) AUTHORIZED_KEYS FILE FORMAT, sshd_config(5) AuthorizedKeysFile (authorized_keys2), StrictModes',
  params: {},
  undoWarning: 'This lets those keys in again.',
  reads: ['login-keys'],
  diagnose(facts) {
    const keys = facts['login-keys'];
    if (!keys.known) return unknown(keys);
    const { files, faults } = keys.value;
    if (faults.length === 0)
      return healthy('No key opens this machine in an odd way.', [
        { source: '~/.ssh', line: `${files} files with keys`, meaning: 'all under the usual name, for accounts that may log in' },
      ]);
    const items = faults.map((file) => {
      const why = meanings[file.fault];
      const evidence = { source: file.path, line: `${file.keys} keys, mode ${file.mode.toString(8)}`, meaning: why };
      return file.changeable
        ? neededItem(file.path, `${file.path}: ${why}`, evidence)
        : untouchedItem(file.path, `${file.path}: ${why}; it belongs to ${file.account}, who must look at it`, evidence);
    });
    return needed('warning', `Odd ways in: ${fewOf(items.map(({ title }) => title))}.`, evidenceOf(items), items);
  },
  plan({ facts, items }) {
    const keys = facts['login-keys'];
    if (!keys.known) return [];
    return always(keys.value.faults.filter(({ path }) => items.includes(path)).map(stepFor));
  },
});

function stepFor({ path, mode, fault }: KeyFile) {
  const base = { scope: 'machine' as const, item: path, path: { text: path } };
  if (fault === 'open-to-all') return { ...base, kind: 'set-mode' as const, title: `Let root alone change ${path}`, mode: mode & ~0o022 };
  return { ...base, kind: 'move-aside' as const, title: `Quarantine ${path}` };
}
