import type { StepBody } from '../../../../src-shared/contract/step.js';
import type { BrokenFileList } from '../../facts/dpkg-file-lists.js';
import { reinstallCommand } from '../../facts/reinstallable.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { neededItem, untouchedItem } from '../item.js';
import { packagesBusy } from './package-busy.js';
import { always, command } from '../steps.js';

const noWords = { source: 'dpkg-query', line: '', meaning: 'dpkg refuses all work' };

/** Nothing irreplaceable: a list that its package makes anew, and kept before; changed settings stay (--force-confold). */
export const debFileListsReset = defineRoutine({
  id: 'deb-file-lists-reset',
  os: ['linux'],
  title: 'Renew a damaged list of a program’s files',
  explains:
    'The package manager keeps a list of the files of every program. One of these lists was cut off or is gone, for instance by a power failure; with one cut off, nothing can be installed or updated. The list is moved to quarantine and made anew by installing the same version of that program again.',
  scope: 'machine',
  risk: 'medium',
  needsRestart: false,
  after: ['deb-statoverride-unknown', 'deb-status-restore', 'deb-apt-lists-reset'],
  touches: ['packages'],
  symptoms: ['no-updates'],
  target: 'any',
  confirmed: 'lab',
  source: 'dpkg(1), dpkg-query(1); "files list file ... is missing final newline", seen with dpkg 1.21 on Debian 12',
  params: {},
  reads: ['dpkg-file-lists', 'package-lock'],
  diagnose(facts) {
    const lists = facts['dpkg-file-lists'];
    const working = packagesBusy(facts['package-lock']);
    if (working) return working;
    if (!lists.known) return unknown(lists);
    if (lists.value.length === 0) return healthy('dpkg can read all lists of files.', lists.evidence);
    const items = lists.value.map((broken) => {
      const name = itemId(broken);
      const evidence = lists.evidence.find(({ line }) => line.includes(`'${name}'`)) ?? lists.evidence[0] ?? noWords;
      if (!broken.missing) return neededItem(name, `${broken.file} is cut off`, evidence);
      return broken.package?.available === true
        ? neededItem(name, `${broken.file} is missing`, evidence)
        : untouchedItem(name, `${broken.file} is missing, and '${name}' cannot be fetched again just now`, evidence);
    });
    const grave = lists.value.some(({ missing }) => !missing);
    const what = items.map((item) => item.title).join('; ');
    return needed(
      grave ? 'critical' : 'warning',
      grave ? `Nothing can be installed: ${what}.` : `dpkg does not know the files of programs: ${what}.`,
      lists.evidence,
      items,
    );
  },
  plan({ facts, items }) {
    const lists = facts['dpkg-file-lists'];
    if (!lists.known) return [];
    const chosen = lists.value.filter((broken) => items.includes(itemId(broken)));
    if (chosen.length === 0) return [];
    // All aside first: dpkg stops at the first list that it cannot read.
    return always([...chosen.filter(({ missing }) => !missing).map(aside), ...chosen.flatMap(installAgain)]);
  },
});

function itemId(broken: BrokenFileList): string {
  return broken.file.slice(broken.file.lastIndexOf('/') + 1, -'.list'.length);
}

function aside(broken: BrokenFileList): StepBody {
  return { kind: 'move-aside', scope: 'machine', title: `Quarantine ${broken.file}`, path: { text: broken.file } };
}

/** Without the package's archive dpkg works again all the same, and warns that it knows no files of it. */
function installAgain(broken: BrokenFileList): StepBody[] {
  if (broken.package?.available !== true) return [];
  return [
    command({
      title: `Install ${broken.package.name} ${broken.package.version} again`,
      argv: reinstallCommand(broken.package.name, broken.package.version),
      captures: [{ kind: 'watched', path: { text: broken.file } }],
      undo: {
        kind: 'inverse',
        argv: ['mv', '--force', `--target-directory=\${run}/backup`, '--', broken.file],
        exact: false,
        why: 'The cut-off list is put back; what the scripts of the package did stays.',
      },
      reader: 'dpkg',
      replay: 'idempotent',
      interruptible: false,
      timeoutMs: 1_800_000,
    }),
  ];
}
