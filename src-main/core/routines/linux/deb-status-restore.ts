import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { packagesBusy } from './package-busy.js';
import { always, command } from '../steps.js';

const file = '/var/lib/dpkg/status';

export const debStatusRestore = defineRoutine({
  id: 'deb-status-restore',
  os: ['linux'],
  title: 'Restore the list of installed programs',
  explains:
    'The package manager’s list of what is installed is damaged, for instance by a power failure, so that nothing can be installed and programs seem to be missing. The newest sound copy that the system itself keeps takes its place. Programs and their files are not touched.',
  scope: 'machine',
  risk: 'medium',
  needsRestart: false,
  after: [],
  touches: ['packages'],
  symptoms: ['no-updates', 'wont-boot'],
  target: 'any',
  confirmed: 'lab',
  source: 'dpkg(1): status-old; dpkg-db-backup(8): /var/backups/dpkg.status.0; Debian 12',
  params: {},
  reads: ['dpkg-status', 'package-lock'],
  diagnose(facts) {
    const status = facts['dpkg-status'];
    if (!status.known) return unknown(status);
    const { why, copies, packages } = status.value;
    // dpkg replaces the file as a whole; a program at work may have files of a package that it has not yet noted.
    const working = why === null ? null : packagesBusy(facts['package-lock']);
    if (working) return working;
    if (why === null) return healthy(`The list of ${packages} installed packages is sound.`, status.evidence);
    const help = copies.length === 0 ? ' There is no sound older copy here: look for one in a backup of /var/backups.' : '';
    return needed('critical', `The list of installed packages is damaged: ${why}.${help}`, status.evidence);
  },
  plan({ facts }) {
    const status = facts['dpkg-status'];
    const copy = status.known && status.value.why !== null ? status.value.copies[0] : undefined;
    if (copy === undefined) return [];
    return always([
      command({
        title: `Put ${copy.path} in the place of the damaged list`,
        argv: ['cp', '--preserve=mode,ownership', '--remove-destination', '--', copy.path, file],
        captures: [{ kind: 'file', path: { text: file } }],
        undo: { kind: 'captures' },
        replay: 'idempotent',
        interruptible: false,
        timeoutMs: 60_000,
      }),
    ]);
  },
});
