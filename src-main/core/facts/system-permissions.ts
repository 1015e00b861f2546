import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { defineFact } from './types.js';

export type PathMode = { readonly path: string; readonly kind: string; readonly mode: number; readonly uid: number; readonly gid: number };
export type SystemPermissions = { readonly paths: readonly PathMode[]; readonly shadowGid: number | null };

const fixedPaths = [
  '/',
  '/etc',
  '/usr',
  '/usr/bin',
  '/usr/sbin',
  '/usr/lib',
  '/var',
  '/var/lib',
  '/tmp',
  '/var/tmp',
  '/etc/passwd',
  '/etc/group',
  '/etc/shadow',
  '/etc/gshadow',
  '/etc/sudoers',
];

/** Owner and mode of paths whose permissions every system needs, and the group that may read shadow files. */
export const systemPermissions = defineFact<SystemPermissions>({
  id: 'system-permissions',
  title: 'Permissions of system files',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  async read({ target }): Promise<ReadingOf<SystemPermissions>> {
    const ssh = await target.files.list({ text: '/etc/ssh' }).catch(() => []);
    const keys = ssh.map((entry) => entry.text).filter((name) => /\/ssh_host_[a-z0-9_]+_key$/.test(name));
    const paths: PathMode[] = [];
    for (const path of [...fixedPaths, ...keys]) {
      const stat = await target.files.stat({ text: path });
      if (stat !== null && stat.kind !== 'link') paths.push({ path, kind: stat.kind, mode: stat.mode, uid: stat.uid, gid: stat.gid });
    }
    const groups = new TextDecoder().decode(await target.files.read({ text: '/etc/group' }, 4_000_000));
    const shadow = /^shadow:[^:]*:(\d+):/m.exec(groups)?.[1];
    return { known: true, value: { paths, shadowGid: shadow === undefined ? null : Number(shadow) }, evidence: [] };
  },
});
