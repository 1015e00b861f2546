import type { StepBody } from '../../../../src-shared/contract/step.js';
import type { BrokenFileList } from '../../facts/dpkg-file-lists.js';
import { reinstallCommand } from '../../facts/reinstallable.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { packagesBusy } from './package-busy.js';

export const debFileListsReset = defineRoutine({
  id: 'deb-file-lists-reset',
  os: ['linux'],
  title: 'Renew a damaged list of a program’s files',
  explains:
    'The package manager keeps a list of the files of every program. One of these lists was cut off, for instance by a power failure, and now nothing can be installed or updated. The list is moved to quarantine and made anew by installing the same version of that program again.',
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
    const items = lists.value.map((broken) => ({
      id: itemId(broken),
      title: `${broken.file} is cut off`,
      outcome: 'needed' as const,
      evidence: lists.evidence,
    }));
    return needed('critical', `Nothing can be installed: ${items.map((item) => item.title).join('; ')}.`, lists.evidence, items);
  },
  plan({ facts, items }) {
    const lists = facts['dpkg-file-lists'];
    if (!lists.known) return [];
    const chosen = lists.value.filter((broken) => items.includes(itemId(broken)));
    if (chosen.length === 0) return [];
    // All aside first: dpkg stops at the first list that it cannot read.
    return [{ onlyIf: 'always', steps: [...chosen.map(aside), ...chosen.flatMap(installAgain)] }];
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
    {
      kind: 'command',
      scope: 'machine',
      title: `Install ${broken.package.name} ${broken.package.version} again`,
      argv: reinstallCommand(broken.package.name, broken.package.version),
      captures: [],
      okExit: [0],
      undo: {
        kind: 'inverse',
        argv: ['mv', '--force', `--target-directory=\${run}/backup`, '--', broken.file],
        exact: false,
        why: 'The cut-off list is put back; what the scripts of the package did stays.',
      },
      produces: [],
      reader: 'dpkg',
      replay: 'idempotent',
      interruptible: false,
      timeoutMs: 1_800_000,
    },
  ];
}
