import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always, command } from '../steps.js';

export const fedRpmdbRebuild = defineRoutine({
  id: 'fed-rpmdb-rebuild',
  os: ['linux'],
  title: 'Rebuild the index of installed programs',
  explains:
    'The package manager’s database of what is installed is damaged in its index, so that updates fail or programs seem to be missing. The index is built anew from the entries, all of which can still be read; the old database is kept.',
  scope: 'machine',
  risk: 'medium',
  needsRestart: false,
  after: [],
  touches: ['packages'],
  symptoms: ['no-updates'],
  target: 'running',
  confirmed: 'lab',
  source: 'rpmdb(8): --verifydb, --rebuilddb; seen with rpm 4.18 and SQLite on Debian 12',
  params: {},
  reads: ['rpm-database'],
  diagnose(facts) {
    const database = facts['rpm-database'];
    if (!database.known) return unknown(database);
    const { sound, packages, folder } = database.value;
    if (sound) return healthy(`rpm's database of ${packages ?? 0} packages is sound.`, database.evidence);
    // A rebuild of entries that cannot be read ends with 0 and leaves an empty database: never.
    if (packages === null)
      return {
        outcome: 'unknown',
        severity: 'critical',
        summary: `rpm's database in ${folder} is damaged in its entries. A rebuild would lose them: restore the folder from a backup.`,
        evidence: database.evidence,
        items: [],
      };
    return needed('critical', `rpm's database in ${folder} is damaged; its ${packages} entries can be read.`, database.evidence);
  },
  plan({ facts, diagnosis }) {
    const database = facts['rpm-database'];
    if (!database.known || diagnosis.outcome !== 'needed') return [];
    const { folder } = database.value;
    return always([
      command({
        title: "Rebuild rpm's database",
        argv: ['rpmdb', '--dbpath', folder, '--rebuilddb'],
        captures: [{ kind: 'tree', path: { text: folder } }],
        undo: { kind: 'captures' },
        replay: 'idempotent',
        interruptible: false,
        timeoutMs: 1_800_000,
      }),
    ]);
  },
});
