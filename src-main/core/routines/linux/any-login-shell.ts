import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem } from '../item.js';
import { always } from '../steps.js';

export const anyLoginShell = defineRoutine({
  id: 'any-login-shell',
  os: ['linux'],
  title: 'Give people a log-in program that exists',
  explains:
    "A person's account names a program to start at log-in that is no longer installed, for instance zsh or fish. Nobody can log in to that account, on a terminal, with su or over ssh. The system's usual one is set instead; passwords and files are not touched.",
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: ['any-system-permissions'],
  touches: ['files'],
  symptoms: ['wont-boot'],
  target: 'any',
  confirmed: 'lab',
  source: 'passwd(5), shells(5), login(1)',
  params: {},
  reads: ['login-shells'],
  diagnose(facts) {
    const shells = facts['login-shells'];
    if (!shells.known) return unknown(shells);
    const { faults } = shells.value;
    if (faults.length === 0)
      return healthy('Everybody has a log-in program that exists.', [
        { source: '/etc/passwd', line: 'log-in programs of people and root', meaning: 'each is there' },
      ]);
    const items = faults.map(({ user, line, shell }) =>
      neededItem(user, `${user}: ${shell}`, {
        source: `/etc/passwd:${line}`,
        line: `${user} ${shell}`,
        meaning: 'that program does not exist',
      }),
    );
    return needed(
      'critical',
      `Cannot log in, their log-in program is gone: ${fewOf(items.map(({ title }) => title))}.`,
      evidenceOf(items),
      items,
    );
  },
  plan({ facts, items }) {
    const shells = facts['login-shells'];
    if (!shells.known || shells.value.instead === null) return [];
    const { faults, instead } = shells.value;
    const chosen = faults.filter(({ user }) => items.includes(user));
    if (chosen.length === 0) return [];
    const edits = chosen.map(({ line, text, shell }) => ({ line, old: text, new: `${text.slice(0, -shell.length)}${instead}` }));
    const title = `Set the log-in program of ${chosen.map(({ user }) => user).join(', ')}`;
    return always([{ kind: 'edit-file', scope: 'machine', title, path: { text: '/etc/passwd' }, edits }]);
  },
});
