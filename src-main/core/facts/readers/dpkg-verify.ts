import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood, stdoutText, unusable } from '../raw.js';

export type ChangedFile = { readonly path: string; readonly kind: 'missing' | 'changed' };

/**
 * `dpkg --verify`: silent when all files are as their packages brought them. `??5?????? c PATH`: the sum (third place) is
 * wrong, `c` marks a configuration file, which may be changed; `missing   PATH`. Exit code 0 or 1 with damage, by version.
 * Source: dpkg(1); seen with dpkg 1.21 on Debian 12.
 */
export function readDpkgVerify(raw: Raw): ReadingOf<ChangedFile[]> {
  const bad = unusable(raw);
  if (bad) return bad;
  if (raw.code !== 0 && raw.code !== 1) return notUnderstood(raw);
  const lines = stdoutText(raw)
    .split('\n')
    .filter((line) => line !== '');
  if (raw.code === 1 && lines.length === 0) return notUnderstood(raw);
  const files: ChangedFile[] = [];
  for (const line of lines) {
    const [, how, mark, path] = /^(missing|[.?5SMDLUGTP]{9}) +(?:([a-z]) )?(\/.*)$/.exec(line) ?? [];
    if (how === undefined || path === undefined) return notUnderstood(raw);
    // "missing /path (Permission denied)": could not be looked at, which is not missing.
    if (mark === 'c' || / \([A-Z][a-z ]+\)$/.test(path)) continue;
    if (how === 'missing') files.push({ path, kind: 'missing' });
    else if (how[2] === '5') files.push({ path, kind: 'changed' });
  }
  return { known: true, value: files, evidence: [] };
}
