import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { notUnderstood, stdoutText, unusable } from './raw.js';
import { defineFact } from './types.js';

/** Packages that must never be removed: essential, protected, and the running kernel's. */
export const essentialPackages = defineFact<readonly string[]>({
  id: 'essential-packages',
  title: 'Packages that must stay',
  cost: 'deep',
  needs: [],
  timeoutMs: 60_000,
  async read({ target, signal }): Promise<ReadingOf<readonly string[]>> {
    const raw = await target.exec.run({
      argv: ['dpkg-query', '-W', '-f=${Package} ${Essential} ${Protected}\\n'],
      timeoutMs: 55_000,
      signal,
    });
    const bad = unusable(raw);
    if (bad) return bad;
    if (raw.code !== 0) return notUnderstood(raw);
    const names = stdoutText(raw)
      .split('\n')
      .filter((line) => /\byes\b/.test(line))
      .map((line) => line.split(' ')[0] ?? '');
    const kernel = await target.exec.run({ argv: ['uname', '-r'], timeoutMs: 5_000, signal });
    return { known: true, value: [...names, `linux-image-${stdoutText(kernel).trim()}`], evidence: [] };
  },
});
