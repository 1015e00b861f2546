import type { StepBody } from '../../../../src-shared/contract/step.js';
import type { DamagedPackage } from '../../facts/package-files.js';
import { reinstallCommand } from '../../facts/reinstallable.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { packagesBusy } from './package-busy.js';
import { always, command } from '../steps.js';

/** Nothing irreplaceable: files of a package by its same version, and kept before; changed settings stay (--force-confold). */
export const debFileIntegrity = defineRoutine({
  id: 'deb-file-integrity',
  os: ['linux'],
  title: 'Put back missing and damaged files of programs',
  explains:
    'Files that belong to installed programs are missing or are not what their makers published. The same version of each such program is installed again. Settings are left alone, and the damaged files are kept.',
  scope: 'machine',
  risk: 'medium',
  needsRestart: false,
  after: ['deb-dpkg-interrupted', 'deb-broken-deps', 'deb-apt-lists-reset', 'deb-file-lists-reset'],
  touches: ['packages'],
  symptoms: ['slow', 'wont-boot'],
  target: 'running',
  confirmed: 'lab',
  source: 'dpkg(1): --verify; apt-get(8): --reinstall; seen with dpkg 1.21 on Debian 12',
  params: {},
  reads: ['package-files', 'package-lock'],
  diagnose(facts) {
    const files = facts['package-files'];
    const working = packagesBusy(facts['package-lock']);
    if (working) return working;
    if (!files.known) return unknown(files);
    if (files.value.length === 0)
      return healthy('All files of installed programs are as they were published.', [
        { source: 'dpkg --verify', line: 'no output', meaning: 'every file has the sum that its package gives' },
      ]);
    const items = files.value.map((entry) => ({
      id: entry.name,
      title: `${entry.name}: ${entry.files.length} files${entry.available ? '' : '; this version can no longer be fetched'}`,
      outcome: 'needed' as const,
      evidence: files.evidence.filter(({ source }) => source === entry.name),
    }));
    const count = files.value.reduce((sum, entry) => sum + entry.files.length, 0);
    return needed('warning', `Missing or damaged files of programs: ${count}, programs concerned: ${items.length}.`, files.evidence, items);
  },
  plan({ facts, items }) {
    const files = facts['package-files'];
    if (!files.known) return [];
    const steps = files.value.filter((entry) => entry.available && items.includes(entry.name)).map(installAgain);
    return always(steps);
  },
});

function installAgain({ name, version, files }: DamagedPackage): StepBody {
  return command({
    item: name,
    title: `Install ${name} ${version} again`,
    argv: reinstallCommand(name, version),
    captures: files.map(({ path }) => ({ kind: 'file', path: { text: path } })),
    undo: { kind: 'captures', exact: false },
    reader: 'dpkg',
    replay: 'idempotent',
    interruptible: false,
    timeoutMs: 1_800_000,
    onFailure: 'keep',
  });
}
