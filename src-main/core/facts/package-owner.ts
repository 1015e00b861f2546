import type { Target } from '../ports.js';
import { stdoutText } from './raw.js';

/**
 * The packages that brought files, by dpkg, in one question; a file that none did, or where there is no dpkg, is not in it. dpkg takes
 * its arguments for patterns: a name with pattern characters, by which malware could borrow another file's owner, belongs to nobody.
 */
export async function packageOwners(target: Target, paths: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const asked = paths.filter((path) => !/[*?[\]\\]/.test(path));
  if (asked.length === 0) return new Map();
  // Exit code 1 where one of them belongs to nobody; the others are told all the same.
  const raw = await target.exec.run({ argv: ['dpkg-query', '-S', ...asked], timeoutMs: 10_000, signal });
  const lines = stdoutText(raw).split('\n');
  return new Map(
    asked.flatMap((path) => {
      const owner = lines.find((line) => line.endsWith(`: ${path}`))?.split(':')[0];
      return owner === undefined ? [] : [[path, owner]];
    }),
  );
}

/** The package that brought one file; null if none did. */
export async function packageOwner(target: Target, path: string, signal: AbortSignal): Promise<string | null> {
  return (await packageOwners(target, [path], signal)).get(path) ?? null;
}
