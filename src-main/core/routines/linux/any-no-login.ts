import { noLoginFile } from '../../facts/no-login.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { quarantine } from '../switch-off.js';
import { always } from '../steps.js';

export const anyNoLogin = defineRoutine({
  id: 'any-no-login',
  os: ['linux'],
  title: 'Let people log in again',
  explains:
    'A file closes the system to everybody but the administrator. It is meant for the time of maintenance and was left behind, or an interrupted change of the system left it: passwords are right and yet nobody is let in. It is taken to quarantine.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['wont-boot'],
  target: 'any',
  confirmed: 'lab',
  source: 'nologin(5), pam_nologin(8)',
  params: {},
  reads: ['no-login'],
  diagnose(facts) {
    const login = facts['no-login'];
    if (!login.known) return unknown(login);
    const { message } = login.value;
    if (message === null) return healthy('Log-in is open to people.', login.evidence);
    const said = message === '' ? '' : ` It says: ${JSON.stringify(message.slice(0, 160))}.`;
    return needed('critical', `Nobody but root may log in, because of ${noLoginFile}.${said}`, login.evidence);
  },
  plan({ facts }) {
    const login = facts['no-login'];
    if (!login.known || login.value.message === null) return [];
    return always([quarantine(noLoginFile, `Quarantine ${noLoginFile}`)]);
  },
});
