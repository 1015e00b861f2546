import type { PathMode, SystemPermissions } from '../../facts/system-permissions.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';

type Wanted = { readonly mode: number; readonly uid: number; readonly gid: number };
type Fault = { readonly found: PathMode; readonly wanted: Wanted; readonly why: string };

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
    const faults = faultsIn(permissions.value);
    if (faults.length === 0)
      return healthy('System files have the permissions they need.', [
        { source: 'lstat', line: `${permissions.value.paths.length} paths`, meaning: 'owner and mode as they should be' },
      ]);
    const items = faults.map(({ found, wanted, why }) => ({
      id: found.path,
      title: `${found.path}: ${why}`,
      outcome: 'needed' as const,
      evidence: [
        {
          source: found.path,
          line: `mode ${octal(found.mode)} owner ${found.uid}:${found.gid}`,
          meaning: `${why}; it should be ${octal(wanted.mode)} ${wanted.uid}:${wanted.gid}`,
        },
      ],
    }));
    return needed(
      'critical',
      `Wrong permissions: ${faults.map(({ found, why }) => `${found.path} (${why})`).join(', ')}.`,
      items.flatMap((item) => item.evidence),
      items,
    );
  },
  plan({ facts, items }) {
    const permissions = facts['system-permissions'];
    if (!permissions.known) return [];
    const steps = faultsIn(permissions.value)
      .filter(({ found }) => items.includes(found.path))
      .toSorted((a, b) => a.found.path.split('/').length - b.found.path.split('/').length)
      .map(({ found, wanted }) => ({
        kind: 'set-mode' as const,
        scope: 'machine' as const,
        item: found.path,
        title: `Set the permissions of ${found.path}`,
        path: { text: found.path },
        ...wanted,
      }));
    return [{ onlyIf: 'always', steps }];
  },
});

function faultsIn({ paths, shadowGid }: SystemPermissions): Fault[] {
  return paths.flatMap((found) => judge(found, shadowGid) ?? []);
}

function judge(found: PathMode, shadowGid: number | null): Fault | null {
  const { path, mode, uid, gid } = found;
  const fault = (wanted: Wanted, why: string): Fault => ({ found, wanted, why });
  if (path === '/tmp' || path === '/var/tmp') {
    const wanted = { mode: 0o1777, uid: 0, gid: 0 };
    if (mode === 0o1777 && uid === 0) return null;
    return fault(
      wanted,
      (mode & 0o1000) === 0 && (mode & 0o002) !== 0 ? 'everybody can remove the files of others' : 'programs cannot keep temporary files',
    );
  }
  if (path === '/etc/shadow' || path === '/etc/gshadow') {
    const groupMayRead = (mode & 0o040) !== 0;
    const fine = uid === 0 && (mode & 0o137) === 0 && (!groupMayRead || gid === shadowGid || gid === 0);
    return fine
      ? null
      : fault(
          shadowGid === null ? { mode: 0o600, uid: 0, gid: 0 } : { mode: 0o640, uid: 0, gid: shadowGid },
          'password hashes are open to others',
        );
  }
  if (path === '/etc/sudoers') {
    const fine = uid === 0 && (mode & 0o137) === 0;
    return fine ? null : fault({ mode: 0o440, uid: 0, gid: 0 }, 'sudo refuses to work, or anybody may become root');
  }
  if (/\/ssh_host_/.test(path)) {
    // Fedora lets a group of its own read the keys: 0640 with a group that is not root's.
    const fine = uid === 0 && ((mode & 0o177) === 0 || ((mode & 0o137) === 0 && gid !== 0));
    return fine ? null : fault({ mode: 0o600, uid: 0, gid: 0 }, 'the secret ssh key can be read by others');
  }
  if (path === '/etc/passwd' || path === '/etc/group') {
    const fine = uid === 0 && (mode & 0o022) === 0 && (mode & 0o444) === 0o444;
    return fine
      ? null
      : fault({ mode: 0o644, uid: 0, gid: 0 }, (mode & 0o022) !== 0 ? 'others can change who exists' : 'programs cannot look up users');
  }
  const fine = uid === 0 && (mode & 0o022) === 0 && (mode & 0o555) === 0o555;
  return fine
    ? null
    : fault(
        { mode: 0o755, uid: 0, gid: 0 },
        (mode & 0o022) !== 0 || uid !== 0 ? 'others can change what is in it' : 'users cannot enter it',
      );
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
