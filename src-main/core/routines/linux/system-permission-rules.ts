import { forEverybody, needRoot, withRootsRights, type PathMode, type SystemPermissions } from '../../facts/system-permissions.js';

/** `sha256`: of the content that alone may be given root's rights. */
export type Wanted = { readonly mode: number; readonly uid: number; readonly gid: number; readonly sha256?: string };
/** `wanted` null: its package has to be put back; its rights are not for content of which nobody knows whose it is. */
export type PermissionFault = { readonly found: PathMode; readonly wanted: Wanted | null; readonly why: string };

/** What is wrong with owners and modes. Pure; values of Debian 12, accepting those of Fedora and Arch. */
export function permissionFaults(permissions: SystemPermissions): PermissionFault[] {
  const { paths, peoples, overridden, genuine } = permissions;
  const faults = paths.filter(({ path }) => !overridden.includes(path)).flatMap((found) => judge(found, permissions) ?? []);
  const known = new Set(faults.map(({ found }) => found.path));
  return [
    ...faults,
    ...peoples.filter(({ path }) => !known.has(path) && !overridden.includes(path)).map((found) => peoplesFault(found, genuine)),
  ];
}

/** A file that a package brought and that belongs to a person. Its group too is the person's then. */
function peoplesFault(found: PathMode, genuine: SystemPermissions['genuine']): PermissionFault {
  const owner = { uid: 0, gid: found.gid >= 1000 ? 0 : found.gid };
  const why = `belongs to the user with number ${found.uid}, who can change it`;
  if (withRootsRights.test(found.path)) return powerful(found, genuine, owner, why);
  if (found.kind === 'dir' || (found.mode & 0o6000) === 0) return { found, wanted: { mode: found.mode, ...owner }, why };
  return { found, wanted: { mode: found.mode & 0o1777, ...owner }, why: `${why}; it loses its setuid and setgid bits` };
}

/** A program that is to have root's rights: only with the content that its package brought. */
function powerful(
  found: PathMode,
  genuine: SystemPermissions['genuine'],
  owner: { uid: number; gid: number },
  why: string,
): PermissionFault {
  const sha256 = genuine[found.path];
  if (sha256 !== undefined) return { found, wanted: { mode: 0o4755, ...owner, sha256 }, why };
  return { found, wanted: null, why: `${why}; it may not be what its package brought, so put that back (deb-file-integrity)` };
}

function judge(found: PathMode, { shadowGid, checkerGid, crontabGid, genuine }: SystemPermissions): PermissionFault | null {
  const { path, kind, mode, uid, gid } = found;
  const fault = (wanted: Wanted, why: string): PermissionFault => ({ found, wanted, why });
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
    const wanted = shadowGid === null ? { mode: 0o600, uid: 0, gid: 0 } : { mode: 0o640, uid: 0, gid: shadowGid };
    if (!fine) return fault(wanted, 'password hashes are open to others');
    // The program that checks passwords for screen locks runs as a group, and must reach the file through it.
    const reached = path === '/etc/gshadow' || checkerGid === null || checkerGid !== shadowGid || (groupMayRead && gid === shadowGid);
    return reached ? null : fault(wanted, 'screen locks cannot check passwords');
  }
  if (path === '/etc/sudoers') {
    const fine = uid === 0 && (mode & 0o137) === 0;
    return fine ? null : fault({ mode: 0o440, uid: 0, gid: 0 }, 'sudo refuses to work, or anybody may become root');
  }
  if (path === '/var/spool/cron/crontabs') {
    const fine = crontabGid === null || (uid === 0 && gid === crontabGid && (mode & 0o030) === 0o030);
    return fine ? null : fault({ mode: 0o1730, uid: 0, gid: crontabGid }, 'users cannot keep timed jobs');
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
  if (needRoot.some((program) => program === path))
    return uid === 0 && (mode & 0o4000) !== 0
      ? null
      : powerful(found, genuine, { uid: 0, gid: 0 }, "it does nothing without root's rights");
  if (forEverybody.some((one) => one === path)) return judgeReadable(found);
  const fine = uid === 0 && (mode & 0o022) === 0 && (mode & 0o555) === 0o555;
  if (fine || kind !== 'dir') return null;
  return fault(
    { mode: 0o755, uid: 0, gid: 0 },
    (mode & 0o022) !== 0 || uid !== 0 ? 'others can change what is in it' : 'users cannot enter it',
  );
}

/** Only what is missing is added: group and further bits are an administrator's. */
function judgeReadable(found: PathMode): PermissionFault | null {
  const needed = found.kind === 'dir' ? 0o555 : 0o444;
  if (found.uid === 0 && (found.mode & needed) === needed) return null;
  const wanted = { mode: (found.kind === 'dir' ? found.mode : found.mode & 0o1777) | needed, uid: 0, gid: found.gid };
  return { found, wanted, why: found.uid === 0 ? 'only root can read it, and everybody needs it' : 'others can change what is in it' };
}
