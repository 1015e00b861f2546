import type { Target } from '../ports.js';
import { stdoutText } from './raw.js';

/**
 * The package that brought a file, by dpkg; null if none did, or where there is no dpkg. dpkg takes its argument for
 * a pattern: a name with pattern characters, by which malware could borrow another file's owner, belongs to nobody.
 */
export async function packageOwner(target: Target, path: string, signal: AbortSignal): Promise<string | null> {
  if (/[*?[\]\\]/.test(path)) return null;
  const raw = await target.exec.run({ argv: ['dpkg-query', '-S', path], timeoutMs: 10_000, signal });
  return raw.code === 0 ? (stdoutText(raw).split(':')[0] ?? null) : null;
}
