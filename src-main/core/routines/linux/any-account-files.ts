import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem, untouchedItem } from '../item.js';
import { always } from '../steps.js';

export const anyAccountFiles = defineRoutine({
  id: 'any-account-files',
  os: ['linux'],
  title: 'Make the files of accounts fit together',
  explains:
    "An account or a group lacks its line in the file with the passwords, usually after a file was edited or copied by hand: its person can neither log in nor set a password, and programs that add users fail. The line is added, locked: afterwards an administrator sets a password with 'passwd NAME'. Lines that are no accounts are only told.",
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: ['any-system-permissions'],
  touches: ['files'],
  symptoms: ['wont-boot', 'no-updates'],
  target: 'any',
  confirmed: 'lab',
  source: 'passwd(5), shadow(5), group(5), gshadow(5), pwck(8), grpck(8)',
  params: {},
  reads: ['account-files'],
  diagnose(facts) {
    const accounts = facts['account-files'];
    if (!accounts.known) return unknown(accounts);
    if (accounts.value.length === 0)
      return healthy('The files of accounts and groups fit together.', [
        { source: '/etc/passwd, /etc/group', line: 'every line', meaning: 'well-formed, with its line in the file of passwords' },
      ]);
    const items = accounts.value.map(({ file, name, why, add }) => {
      const evidence = { source: file, line: name, meaning: why };
      return add === null
        ? untouchedItem(`${file}:${name}`, `${file}: ${name}: ${why}; correct it with vipw or vigr`, evidence)
        : neededItem(`${file}:${name}`, `${name}: ${why}`, evidence);
    });
    return needed('warning', `Accounts that are not whole: ${fewOf(items.map(({ title }) => title))}.`, evidenceOf(items), items);
  },
  plan({ facts, items }) {
    const accounts = facts['account-files'];
    if (!accounts.known) return [];
    const chosen = accounts.value.filter(({ file, name, add }) => add !== null && items.includes(`${file}:${name}`));
    const steps = [...new Set(chosen.map(({ file }) => file))].map((file) => ({
      kind: 'edit-file' as const,
      scope: 'machine' as const,
      title: `Add what is missing to ${file}`,
      path: { text: file },
      edits: chosen.flatMap((one) => (one.file === file && one.add !== null ? [{ line: 0, old: '', new: one.add }] : [])),
    }));
    return always(steps);
  },
});
