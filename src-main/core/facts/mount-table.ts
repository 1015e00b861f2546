import { posix } from 'node:path';
import { perLine } from '../foreign-lines.js';
import type { Target } from '../ports.js';

/** One mount of the running system. `device`: MAJOR:MINOR of the file system. `readOnly`: by the mount or by the file system itself. */
export type Mounted = {
  readonly at: string;
  readonly type: string;
  readonly source: string;
  readonly device: string;
  readonly readOnly: boolean;
};

/** What is mounted, in the kernel's order. */
export async function readMounts(target: Target): Promise<Mounted[]> {
  return parseMounts(new TextDecoder().decode(await target.files.read({ text: '/proc/self/mountinfo' }, 4_000_000)));
}

/**
 * Pure. ID PARENT MAJ:MIN ROOT MOUNT OPTIONS [tags] - TYPE SOURCE SUPEROPTIONS; white space in names is written as octal numbers.
 * Source: proc_pid_mountinfo(5).
 */
export function parseMounts(text: string): Mounted[] {
  return perLine(text, (line) => {
    const fields = line.split(' ');
    // The sixth field is the first that may be the dash.
    const dash = fields.indexOf('-', 6);
    const [device, at, type, source] = [fields[2], fields[4], fields[dash + 1], fields[dash + 2]];
    if (dash < 0 || device === undefined || at === undefined || type === undefined || source === undefined) return [];
    const readOnly = [fields[5], fields[dash + 3]].some((options) => options?.split(',').includes('ro') === true);
    return [{ at: plain(at), type, source: plain(source), device, readOnly }];
  });
}

/** The mount that a path lies on, as the kernel finds it: links on the way lead elsewhere, and a later mount lies over an earlier one. */
export async function mountOf(target: Target, path: string): Promise<Mounted | null> {
  const place = await followed(target, path);
  const above = (await readMounts(target)).filter(({ at }) => at === '/' || place === at || place.startsWith(`${at}/`));
  return above.reduce<Mounted | null>((nearest, one) => (nearest === null || one.at.length >= nearest.at.length ? one : nearest), null);
}

/** A path without the links on its way. */
async function followed(target: Target, path: string, depth = 0): Promise<string> {
  const parts = path.split('/').filter((part) => part !== '');
  let place = '/';
  for (const [index, part] of parts.entries()) {
    const next = posix.join(place, part);
    if (depth < 40 && (await target.files.stat({ text: next }))?.kind === 'link') {
      const goal = posix.resolve(place, await target.files.readLink({ text: next }), ...parts.slice(index + 1));
      return followed(target, goal, depth + 1);
    }
    place = next;
  }
  return place;
}

function plain(name: string): string {
  return name.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
