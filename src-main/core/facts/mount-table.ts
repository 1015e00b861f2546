import { perLine } from '../foreign-lines.js';
import type { Target } from '../ports.js';

/** One mount of the running system. `readOnly`: by the mount or by the file system itself. */
export type Mounted = { readonly at: string; readonly type: string; readonly source: string; readonly readOnly: boolean };

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
    const [at, type, source] = [fields[4], fields[dash + 1], fields[dash + 2]];
    if (dash < 0 || at === undefined || type === undefined || source === undefined) return [];
    const readOnly = [fields[5], fields[dash + 3]].some((options) => options?.split(',').includes('ro') === true);
    return [{ at: plain(at), type, source: plain(source), readOnly }];
  });
}

function plain(name: string): string {
  return name.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
