import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { formatBytes } from '../bytes.js';
import { notUnderstood, stderrText, stdoutText, unread, unusable } from './raw.js';
import { defineFact } from './types.js';

export type SnapRevision = { readonly name: string; readonly revision: string; readonly bytes: number };

/** Revisions of snaps that were replaced by newer ones and are kept to go back to. Source: snap list --all (snapd documentation). */
export const snapRevisions = defineFact<SnapRevision[]>({
  id: 'snap-revisions',
  title: 'Old revisions of snaps',
  cost: 'default',
  needs: [],
  timeoutMs: 20_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<SnapRevision[]>> {
    const here = await Promise.all(['/usr/bin/snap', '/run/snapd.socket'].map((path) => target.files.stat({ text: path })));
    if (here.includes(null)) return unread('not-applicable', 'This system has no snaps.', '');
    const raw = await target.exec.run({ argv: ['snap', 'list', '--all'], timeoutMs: 15_000, signal });
    const bad = unusable(raw);
    if (bad) return bad;
    if (raw.code === 0 && /^No snaps are installed yet/m.test(stdoutText(raw) + stderrText(raw)))
      return unread('not-applicable', 'No snap is installed.', '');
    const old = raw.code === 0 ? readSnapList(stdoutText(raw)) : null;
    if (old === null) return notUnderstood(raw);
    const value: SnapRevision[] = [];
    for (const one of old) {
      const stat = await target.files.stat({ text: `/var/lib/snapd/snaps/${one.name}_${one.revision}.snap` });
      value.push({ ...one, bytes: stat?.size ?? 0 });
    }
    const evidence = value.map(({ name, revision, bytes }) => ({
      source: 'snap list --all',
      line: `${name} ${revision}`,
      meaning: `replaced, ${formatBytes(bytes)}`,
    }));
    const none = { source: 'snap list --all', line: 'no revision is disabled', meaning: 'only what is used is kept' };
    return { known: true, value, evidence: value.length === 0 ? [none] : evidence };
  },
});

/**
 * Pure: `Name Version Rev Tracking Publisher Notes`, notes divided by commas. A snap that somebody switched off shows its only
 * used revision as disabled too: only those count beside which another one is in use. null: something else.
 */
export function readSnapList(text: string): { readonly name: string; readonly revision: string }[] | null {
  const [head = '', ...lines] = text.split('\n').filter((line) => line.trim() !== '');
  if (!/^Name\s+Version\s+Rev\s+Tracking\s+Publisher\s+Notes\s*$/.test(head)) return null;
  const rows = lines.map((line) => line.trim().split(/\s+/));
  if (rows.some((row) => row.length !== 6 || !/^x?\d+$/.test(row[2] ?? ''))) return null;
  const read = rows.map(([name = '', , revision = '', , , notes = '']) => ({
    name,
    revision,
    disabled: notes.split(',').includes('disabled'),
  }));
  const inUse = new Set(read.filter(({ disabled }) => !disabled).map(({ name }) => name));
  return read.filter(({ name, disabled }) => disabled && inUse.has(name)).map(({ name, revision }) => ({ name, revision }));
}
