import type { StepBody } from '../../../../src-shared/contract/step.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { packagesBusy } from './package-busy.js';
import { always, command } from '../steps.js';

/** Nothing irreplaceable: lists that the sources publish, by the names of damaged ones; those are kept. */
export const debAptListsReset = defineRoutine({
  id: 'deb-apt-lists-reset',
  os: ['linux'],
  title: 'Fetch damaged package lists again',
  explains:
    'The lists of what can be installed are damaged on the disk, for instance by a power failure, and the package manager refuses to work or sees wrong versions. The damaged lists are moved to quarantine and fetched again.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: ['deb-bad-source-disable', 'deb-apt-config-disable', 'deb-apt-preferences-disable', 'deb-dead-proxy', 'deb-keyrings'],
  touches: ['files'],
  symptoms: ['no-updates'],
  target: 'running',
  confirmed: 'lab',
  source: 'apt-get(8): check, update --error-on=any; Debian repository format; answers seen with apt 2.6 on Debian 12',
  params: {},
  reads: ['apt-lists', 'package-lock'],
  diagnose(facts) {
    const lists = facts['apt-lists'];
    const working = packagesBusy(facts['package-lock']);
    if (working) return working;
    if (!lists.known) return unknown(lists);
    const { damaged } = lists.value;
    if (damaged.length === 0) return healthy('The package lists are sound.', lists.evidence);
    const items = damaged.map(({ file, why }) => ({
      id: file.slice(file.lastIndexOf('/') + 1),
      title: `${file}: ${why}`,
      outcome: 'needed' as const,
      evidence: lists.evidence.filter((entry) => entry.source === file || entry.line.includes(file)),
    }));
    return needed('critical', `Damaged package lists: ${items.map((item) => item.title).join('; ')}.`, lists.evidence, items);
  },
  plan({ facts, items }) {
    const lists = facts['apt-lists'];
    if (!lists.known) return [];
    const files = lists.value.damaged.map(({ file }) => file).filter((file) => items.includes(file.slice(file.lastIndexOf('/') + 1)));
    if (files.length === 0) return [];
    const aside = files.map((file): StepBody => ({
      kind: 'move-aside',
      scope: 'machine',
      title: `Quarantine ${file}`,
      path: { text: file },
    }));
    return always([...aside, fetchAgain(files)]);
  },
});

/** apt fetches a list that is missing although its Release file is unchanged. Without a network all is put back as it was. */
function fetchAgain(files: readonly string[]): StepBody {
  return command({
    title: 'Fetch the package lists again',
    // Without -eany it ends with 0 even if nothing could be fetched.
    argv: ['apt-get', 'update', '-q', '--error-on=any', '-o', 'DPkg::Lock::Timeout=60'],
    captures: files.map((text) => ({ kind: 'watched', path: { text } })),
    undo: {
      kind: 'inverse',
      argv: ['mv', '--force', `--target-directory=\${run}/backup`, '--', ...files],
      exact: false,
      why: 'The damaged lists are put back; other lists that were newer stay new.',
    },
    reader: 'dpkg',
    replay: 'idempotent',
    interruptible: true,
    timeoutMs: 600_000,
  });
}
