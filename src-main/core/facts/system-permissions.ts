import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Target } from '../ports.js';
import { genuineContents } from './genuine-content.js';
import { notUnderstood, stderrText, stdoutText, unusable } from './raw.js';
import { entriesIn, orUnseen } from './read-text.js';
import { readFound } from './readers/find-files.js';
import { existsFollowing } from './suspect.js';
import { defineFact } from './types.js';

export type PathMode = { readonly path: string; readonly kind: string; readonly mode: number; readonly uid: number; readonly gid: number };
export type SystemPermissions = {
  readonly paths: readonly PathMode[];
  readonly shadowGid: number | null;
  /** The group that a program which checks passwords, or keeps crontabs, runs as by itself; null: it does not. */
  readonly checkerGid: number | null;
  readonly crontabGid: number | null;
  /** Files of the system's that belong to people: somebody changed owners in the wrong folder. */
  readonly peoples: readonly PathMode[];
  /** Folders for temporary files that are links to nowhere. */
  readonly dangling: readonly string[];
  /** Paths whose rights the administrator laid down with dpkg-statoverride. */
  readonly overridden: readonly string[];
  /** The sha256 of programs that lack root's rights or belong to people, where their content is what their package brought. */
  readonly genuine: Readonly<Record<string, string>>;
};

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
  '/var/spool/cron/crontabs',
];

/** Programs that do nothing at all without root's rights. Others (chsh, mount, pkexec) are taken them on purpose here and there. */
export const needRoot = ['/usr/bin/sudo', '/usr/bin/su', '/usr/bin/passwd'] as const;

/** Programs that packages bring with root's rights: a changed owner takes them away, so they come back with the owner. */
export const withRootsRights = /^\/usr\/bin\/(sudo|su|passwd|chsh|chfn|newgrp|gpasswd|mount|umount|pkexec)$/;

/** Every program of every user reads these; files that only root can read there are a mistake. */
export const forEverybody = [
  '/etc/hosts',
  '/etc/nsswitch.conf',
  '/etc/resolv.conf',
  '/etc/ld.so.cache',
  '/etc/localtime',
  '/etc/profile',
  '/etc/profile.d',
  '/etc/bash.bashrc',
  '/etc/environment',
  '/etc/alternatives',
  '/etc/pam.d',
  '/etc/ssl',
  '/etc/ssl/certs',
  '/etc/ssl/certs/ca-certificates.crt',
  '/usr/share',
  '/usr/share/ca-certificates',
  '/usr/share/locale',
  '/usr/share/zoneinfo',
] as const;

/**
 * Where only packages put things. Elsewhere, also in /usr/lib (node_modules) and /usr/share (web pages), people give folders
 * to themselves on purpose.
 */
const packaged = ['/usr/bin', '/usr/sbin', '/usr/libexec', '/usr/lib/systemd', '/var/lib/dpkg', '/var/lib/apt', '/boot'];

/** Owner and mode of paths whose permissions every system needs, and the groups that must reach some of them. */
export const systemPermissions = defineFact<SystemPermissions>({
  id: 'system-permissions',
  title: 'Permissions of system files',
  cost: 'default',
  needs: [],
  timeoutMs: 30_000,
  async read({ target, profiles, signal }): Promise<ReadingOf<SystemPermissions>> {
    const list = async (folder: string): Promise<string[]> => (await entriesIn(target, folder)).map((entry) => entry.text);
    const keys = (await list('/etc/ssh')).filter((name) => /\/ssh_host_[a-z0-9_]+_key$/.test(name));
    const libraries = (await list('/usr/lib')).filter((name) => /-linux-gnu\w*$/.test(name));
    const paths: PathMode[] = [];
    for (const path of [...fixedPaths, ...keys, ...needRoot, ...forEverybody, ...libraries]) {
      // What keeps a person from seeing it are the permissions of a folder above, which is in the list too.
      const stat = await orUnseen(target.files.stat({ text: path }));
      if (stat !== null && stat.kind !== 'link') paths.push({ path, kind: stat.kind, mode: stat.mode, uid: stat.uid, gid: stat.gid });
    }
    const groups = new TextDecoder().decode(await target.files.read({ text: '/etc/group' }, 4_000_000));
    const shadow = /^shadow:[^:]*:(\d+):/m.exec(groups)?.[1];
    const dangling: string[] = [];
    for (const path of ['/tmp', '/var/tmp'])
      if ((await target.files.stat({ text: path }))?.kind === 'link' && !(await existsFollowing(target, path))) dangling.push(path);
    const peoples = await belongingTo(target, [...packaged, ...libraries], new Set(profiles.map(({ uid }) => uid)), signal);
    if (!peoples.known) return peoples;
    const powerless = paths.filter(({ path, uid, mode }) => withRootsRights.test(path) && (uid !== 0 || (mode & 0o4000) === 0));
    const inQuestion = [...powerless, ...peoples.value].filter(({ path, kind }) => withRootsRights.test(path) && kind === 'file');
    const value: SystemPermissions = {
      paths,
      shadowGid: shadow === undefined ? null : Number(shadow),
      checkerGid: await ownGroup(target, ['/usr/sbin/unix_chkpwd', '/sbin/unix_chkpwd']),
      crontabGid: await ownGroup(target, ['/usr/bin/crontab']),
      peoples: peoples.value,
      dangling,
      overridden: await overrides(target),
      genuine: await genuineContents(target, [...new Set(inQuestion.map(({ path }) => path))], signal),
    };
    return { known: true, value, evidence: [] };
  },
});

/** The group of the first of these that runs with its group's rights. */
async function ownGroup(target: Target, programs: readonly string[]): Promise<number | null> {
  for (const path of programs) {
    const stat = await orUnseen(target.files.stat({ text: path }));
    if (stat?.kind === 'file' && (stat.mode & 0o2000) !== 0) return stat.gid;
  }
  return null;
}

/** Files in the packages' folders that belong to people of this machine. */
async function belongingTo(
  target: Target,
  folders: readonly string[],
  people: ReadonlySet<number>,
  signal: AbortSignal,
): Promise<ReadingOf<PathMode[]>> {
  const here: string[] = [];
  for (const folder of folders) if ((await orUnseen(target.files.stat({ text: folder })))?.kind === 'dir') here.push(folder);
  if (here.length === 0 || people.size === 0) return { known: true, value: [], evidence: [] };
  const owners = [...people].flatMap((uid, index) => [...(index === 0 ? [] : ['-o']), '-uid', String(uid)]);
  const test = ['-xdev', '!', '-type', 'l', '(', ...owners, ')', '-printf', '%m %s %U %G %p\\0'];
  const raw = await target.exec.run({ argv: ['find', ...here, ...test], timeoutMs: 25_000, signal });
  const bad = unusable(raw);
  if (bad) return bad;
  const found = readFound(stdoutText(raw));
  // Exit code 1 is also that of a folder which this user may not look into, or that was removed meanwhile.
  if (found === null || /Input\/output error/.test(stderrText(raw))) return notUnderstood(raw);
  const kept = found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const entries: PathMode[] = [];
  for (const { path: text, mode, uid, gid } of kept) {
    const path = posix.normalize(text);
    // Only with these bits does it matter whether it is a folder.
    const kind = (mode & 0o6000) === 0 ? 'file' : ((await orUnseen(target.files.stat({ text: path })))?.kind ?? 'file');
    entries.push({ path, kind, mode, uid, gid });
  }
  return { known: true, value: entries, evidence: [] };
}

async function overrides(target: Target): Promise<string[]> {
  const path = { text: '/var/lib/dpkg/statoverride' };
  if ((await orUnseen(target.files.stat(path)))?.kind !== 'file') return [];
  const lines = new TextDecoder().decode(await target.files.read(path, 4_000_000)).split('\n');
  return lines.flatMap((line) => line.split(' ')[3] ?? []);
}
