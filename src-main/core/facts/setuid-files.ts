import type { ReadingOf, UnreadPart } from '../../../src-shared/contract/fact.js';
import type { Raw } from '../ports.js';
import { notUnderstood, stdoutText, unusable } from './raw.js';
import { packageOwners } from './package-owner.js';
import { readFound, type FoundFile } from './readers/find-files.js';
import { isMovable } from './suspect.js';
import { defineFact } from './types.js';

export type SetuidFile = FoundFile & {
  /** The shell or interpreter whose bytes it has. */
  readonly copyOf: string | null;
  readonly packageName: string | null;
  /** Root may change it without crossing anybody else's folder. */
  readonly changeable: boolean;
};

const places = ['/tmp', '/var', '/dev/shm', '/home', '/root', '/usr/local', '/opt', '/srv'];
/** Whole systems of their own, with the same programs as this one. */
const otherSystems = ['docker', 'containers', 'machines', 'lxc', 'lxd', 'libvirt', 'schroot', 'flatpak', 'snapd', 'incus', 'waydroid'];
const shells = [
  '/usr/bin/bash',
  '/usr/bin/dash',
  '/usr/bin/zsh',
  '/usr/bin/ksh',
  '/usr/bin/busybox',
  '/usr/bin/perl',
  '/usr/bin/env',
  '/usr/bin/find',
];

/** Programs outside of the system's folders that run with root's rights whoever starts them. */
export const setuidFiles = defineFact<SetuidFile[]>({
  id: 'setuid-files',
  title: "Programs that run with root's rights",
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 60_000,
  heavy: true,
  async read({ target, signal }): Promise<ReadingOf<SetuidFile[]>> {
    const here: string[] = [];
    for (const place of places) if ((await target.files.stat({ text: place })) !== null) here.push(place);
    const prune = otherSystems.flatMap((name, index) => [...(index === 0 ? [] : ['-o']), '-path', `/var/lib/${name}`]);
    const test = ['-xdev', '-maxdepth', '8', '(', ...prune, ')', '-prune', '-o', '-type', 'f', '-user', 'root', '-perm', '-4000'];
    const asked = here.map((place) =>
      target.exec.run({ argv: ['find', place, ...test, '-printf', '%m %s %U %G %p\\0'], timeoutMs: 50_000, signal }),
    );
    const unread: UnreadPart[] = [];
    const found: FoundFile[] = [];
    for (const [index, raw] of (await Promise.all(asked)).entries()) {
      const reading = foundBy(raw);
      // Where everybody may put things somebody may put too many: that hides nothing that is elsewhere.
      if (reading.known) found.push(...reading.value);
      else if (reading.code === 'timed-out') unread.push({ what: here[index] ?? '', reason: reading.reason });
      else return reading;
    }
    const paths = found.map(({ path }) => path);
    const owners = await packageOwners(target, paths, signal);
    const files: SetuidFile[] = [];
    for (const file of found) {
      const packageName = owners.get(file.path) ?? null;
      const argv = ['cmp', '--silent', file.path] as const;
      let copyOf: string | null = null;
      for (const shell of packageName === null ? shells : []) {
        if (copyOf !== null || (await target.files.stat({ text: shell }))?.size !== file.bytes) continue;
        if ((await target.exec.run({ argv: [...argv, shell], timeoutMs: 10_000, signal })).code === 0) copyOf = shell;
      }
      files.push({ ...file, copyOf, packageName, changeable: await isMovable(target, file.path) });
    }
    return {
      known: true,
      value: files,
      evidence: files.map(({ path, mode, copyOf }) => ({
        source: path,
        line: mode.toString(8),
        meaning: copyOf === null ? "runs with root's rights" : `${copyOf} under another name, with root's rights`,
      })),
      unread,
    };
  },
});

/** find ends with 1 when a folder vanished under it: what it found still counts. */
function foundBy(raw: Raw): ReadingOf<FoundFile[]> {
  const bad = unusable(raw);
  if (bad) return bad;
  const value = readFound(stdoutText(raw));
  return value === null || (raw.code !== 0 && raw.code !== 1) ? notUnderstood(raw) : { known: true, value, evidence: [] };
}
