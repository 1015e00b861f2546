import { createHash } from 'node:crypto';
import { sha256 } from '../bytes.js';
import type { Target } from '../ports.js';
import { packageOwners } from './package-owner.js';
import { isMovable } from './suspect.js';

const largest = 64 * 1024 * 1024;

/**
 * The sha256 of those of the programs below /usr/bin whose content is what their package brought, by path. It is known from dpkg's sums
 * (md5: nobody can make another content for one that is given), where root alone can change them; what cannot be told is left out.
 */
export async function genuineContents(
  target: Target,
  programs: readonly string[],
  signal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  // Where /bin is a link to /usr/bin, dpkg still knows a program by the name in its package: util-linux has /bin/su.
  const named = programs.map((path) => [path, path.replace(/^\/usr/, '')] as const);
  const owners = await packageOwners(target, named.flat(), signal);
  const genuine: Record<string, string> = {};
  for (const names of named) {
    const [path] = names;
    const name = names.find((one) => owners.has(one));
    const owner = name === undefined ? undefined : owners.get(name);
    if (name === undefined || owner === undefined || !/^[a-z0-9][a-z0-9+.-]+$/.test(owner)) continue;
    const wanted = await publishedSum(target, owner, name);
    const bytes = wanted === null ? null : await target.files.read({ text: path }, largest).catch(() => null);
    if (bytes !== null && createHash('md5').update(bytes).digest('hex') === wanted) genuine[path] = sha256(bytes);
  }
  return genuine;
}

async function publishedSum(target: Target, packageName: string, path: string): Promise<string | null> {
  const sums = `/var/lib/dpkg/info/${packageName}.md5sums`;
  const stat = await target.files.stat({ text: sums }).catch(() => null);
  if (stat === null || (stat.mode & 0o022) !== 0 || !(await isMovable(target, sums))) return null;
  const lines = new TextDecoder().decode(await target.files.read({ text: sums }, largest)).split('\n');
  return lines.find((line) => line.slice(32) === `  ${path.slice(1)}`)?.slice(0, 32) ?? null;
}
