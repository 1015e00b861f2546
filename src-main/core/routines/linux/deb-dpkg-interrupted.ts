import type { Evidence } from '../../../../src-shared/contract/words.js';
import type { StepBody } from '../../../../src-shared/contract/step.js';
import { listMissing } from '../../facts/readers/dpkg-audit.js';
import { busy, healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { quarantine } from '../switch-off.js';
import { always, command } from '../steps.js';

const folder = '/var/lib/dpkg/updates';
const database = ['status', 'available', 'updates', 'info', 'triggers'];

/**
 * Two signals, because each can be silent alone: pieces in updates/ and the audit (whose exit code is 0 even on damage).
 * Nothing irreplaceable: dpkg only goes on with what it began, keeps changed settings (--force-confold), and its database is copied first.
 */
export const debDpkgInterrupted = defineRoutine({
  id: 'deb-dpkg-interrupted',
  os: ['linux'],
  title: 'Finish an interrupted package installation',
  explains:
    'A package installation or update was cut off, for instance by a power failure. Until it is finished, nothing can be installed or updated. dpkg is asked to finish what it began; configuration files that were changed by hand are kept.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: ['deb-status-restore', 'deb-statoverride-unknown', 'deb-file-lists-reset'],
  touches: ['packages'],
  symptoms: ['no-updates'],
  target: 'any',
  confirmed: 'lab',
  source: 'dpkg(1): --audit, --configure -a; seen on Debian 12 (transcripts dpkg-*, apt-get-*interrupted)',
  params: {},
  finishesPackageRun: true,
  reads: ['dpkg-updates', 'dpkg-audit', 'package-lock'],
  diagnose(facts) {
    const updates = facts['dpkg-updates'];
    const audit = facts['dpkg-audit'];
    const lock = facts['package-lock'];
    if (!updates.known) return unknown(updates);
    const evidence: Evidence[] = [...updates.evidence, ...(audit.known ? audit.evidence : [])];
    if (lock.known && lock.value.holder !== null) return busy(`${lock.value.holder.name} is installing packages right now.`, lock.evidence);
    // A missing list of files is another fault, which finishing a run does not mend.
    const packages = (audit.known ? audit.value.packages : []).filter(({ problem }) => problem !== listMissing);
    if (updates.value.files.length > 0 || updates.value.missing || packages.length > 0) {
      const names = packages
        .slice(0, 3)
        .map((entry) => entry.name)
        .join(', ');
      const summary =
        packages.length > 0
          ? `A package run was interrupted; unfinished packages: ${packages.length} (${names}).`
          : updates.value.missing
            ? `Nothing can be installed: the folder ${folder} is missing.`
            : 'A package run was interrupted.';
      return needed('critical', summary, evidence);
    }
    if (!audit.known) return unknown(audit);
    return healthy('No package run is unfinished.', [
      { source: 'dpkg --audit', line: 'no output', meaning: 'dpkg knows of no unfinished package' },
    ]);
  },
  plan({ facts }) {
    const updates = facts['dpkg-updates'];
    const broken = updates.known ? updates.value.broken : [];
    return always([
      ...(updates.known && updates.value.missing ? [folderStep] : []),
      ...broken.map((path) => quarantine(path, `Quarantine ${path}`)),
      command({
        title: 'Finish the interrupted package run',
        argv: ['dpkg', '--force-confdef', '--force-confold', '--configure', '-a'],
        captures: database.map((name) => ({ kind: 'tree', path: { text: `/var/lib/dpkg/${name}` } })),
        undo: { kind: 'none', why: 'Package data only moves forward; a copy of the package database is kept.' },
        reader: 'dpkg',
        replay: 'idempotent',
        interruptible: false,
        timeoutMs: 1_800_000,
        onFailure: 'keep',
      }),
    ]);
  },
});

const folderStep: StepBody = command({
  title: `Make the folder ${folder}`,
  argv: ['mkdir', '--parents', '--mode=0755', folder],
  captures: [{ kind: 'watched', path: { text: folder } }],
  undo: { kind: 'inverse', argv: ['rmdir', folder], exact: false, why: 'The folder is removed again if dpkg has put nothing into it.' },
  replay: 'idempotent',
  interruptible: true,
  timeoutMs: 10_000,
});
