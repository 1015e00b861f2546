import type { Item } from '../../../../src-shared/contract/plan.js';
import type { StepBody } from '../../../../src-shared/contract/step.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { fewOf, neededItem, untouchedItem } from '../item.js';
import { permissionFaults, type PermissionFault } from './system-permission-rules.js';
import { always, command } from '../steps.js';
import { quarantine } from '../switch-off.js';

/** More than this were not changed by a slip of the hand: then the system is better set up anew. */
const most = 2_000;

export const anySystemPermissions = defineRoutine({
  id: 'any-system-permissions',
  os: ['linux'],
  title: 'Put right the permissions of system files',
  explains:
    'Files that hold passwords or keys can be read or changed by everybody, or the folder for temporary files is closed to programs. Owner and permissions are set to what every system needs; contents are not touched.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['wont-boot', 'slow'],
  target: 'any',
  confirmed: 'lab',
  source: 'hier(7), shadow(5), sudoers(5), sshd_config(5) StrictModes; values of Debian 12, accepting those of Fedora and Arch',
  params: {},
  reads: ['system-permissions'],
  diagnose(facts) {
    const permissions = facts['system-permissions'];
    if (!permissions.known) return unknown(permissions);
    const faults = permissionFaults(permissions.value);
    const { dangling } = permissions.value;
    if (faults.length === 0 && dangling.length === 0)
      return healthy('System files have the permissions they need.', [
        { source: 'lstat', line: `${permissions.value.paths.length} paths`, meaning: 'owner and mode as they should be' },
      ]);
    const items = faults.map(itemOf);
    const links = dangling.map((path) =>
      neededItem(path, `${path}: is a link to nowhere`, { source: path, line: 'link', meaning: 'programs cannot keep temporary files' }),
    );
    const all = [...items, ...links];
    const evidence = all.flatMap((item) => item.evidence);
    if (all.length > most)
      return needed(
        'critical',
        `${all.length} system files have wrong owners (${fewOf(all.map(({ id }) => id))}): too many for a slip of the hand, so let a person look.`,
        evidence.slice(0, 20),
      );
    return needed(
      'critical',
      `Wrong permissions: ${fewOf(
        all.map(({ title }) => title),
        12,
      )}.`,
      evidence.slice(0, 50),
      all,
    );
  },
  plan({ facts, items }) {
    const permissions = facts['system-permissions'];
    if (!permissions.known) return [];
    const steps = permissionFaults(permissions.value)
      .filter(({ found }) => items.includes(found.path))
      .toSorted((a, b) => a.found.path.split('/').length - b.found.path.split('/').length)
      .flatMap(stepsFor);
    const links = permissions.value.dangling.filter((path) => items.includes(path)).flatMap(newFolder);
    return always([...steps, ...links]);
  },
});

function itemOf({ found, wanted, why }: PermissionFault): Item {
  const line = `mode ${octal(found.mode)} owner ${found.uid}:${found.gid}`;
  const title = `${found.path}: ${why}`;
  if (wanted === null) return untouchedItem(found.path, title, { source: found.path, line, meaning: why });
  const meaning = `${why}; it should be ${octal(wanted.mode)} ${wanted.uid}:${wanted.gid}`;
  return neededItem(found.path, title, { source: found.path, line, meaning });
}

function stepsFor({ found, wanted }: PermissionFault): StepBody[] {
  if (wanted === null) return [];
  const path = { text: found.path };
  return [{ kind: 'set-mode', scope: 'machine', item: found.path, title: `Set the permissions of ${found.path}`, path, ...wanted }];
}

/** The link aside, and in its place a folder as every system has it. */
function newFolder(path: string): StepBody[] {
  return [
    quarantine(path, `Take the link ${path} aside`, path),
    command({
      item: path,
      title: `Make the folder ${path}`,
      argv: ['mkdir', '--parents', '--mode=1777', path],
      captures: [{ kind: 'watched', path: { text: path } }],
      undo: { kind: 'inverse', argv: ['rmdir', path], exact: false, why: 'The folder is removed again if nothing was put into it.' },
      replay: 'idempotent',
      interruptible: true,
      timeoutMs: 10_000,
    }),
  ];
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
