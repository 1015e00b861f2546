import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Evidence } from '../../../src-shared/contract/words.js';
import { notUnderstood, stdoutText, unread, unusable } from './raw.js';
import { readSmart } from './readers/smartctl.js';
import { defineFact } from './types.js';

export type DiskHealth = {
  readonly disks: readonly {
    readonly name: string;
    readonly model: string;
    readonly failing: boolean;
    readonly warnings: readonly string[];
  }[];
  /** Disks that did not answer. */
  readonly unread: readonly string[];
};

/** What the disks say of themselves (SMART). */
export const diskHealth = defineFact<DiskHealth>({
  id: 'disk-health',
  title: 'Disk health',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 60_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<DiskHealth>> {
    const scan = await target.exec.run({ argv: ['smartctl', '--scan', '--json'], timeoutMs: 15_000, signal });
    const bad = unusable(scan, "Install 'smartmontools' to read it.");
    if (bad) return bad;
    if (scan.code !== 0 && stdoutText(scan).trim() === '') return notUnderstood(scan);
    const found = JSON.parse(stdoutText(scan) || '{}') as { devices?: { name?: unknown }[] };
    const names = (found.devices ?? []).flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
    const disks = [];
    const silent: string[] = [];
    const evidence: Evidence[] = [];
    for (const name of names) {
      const reading = readSmart(await target.exec.run({ argv: ['smartctl', '--json', '--all', name], timeoutMs: 20_000, signal }));
      if (!reading.known) {
        evidence.push({ source: name, line: reading.reason, meaning: 'this disk was not read' });
        silent.push(name);
        continue;
      }
      disks.push({ name, ...reading.value });
      evidence.push(...reading.evidence);
    }
    if (disks.length === 0) return unread('not-applicable', 'No disk here answers SMART questions.', '');
    return { known: true, value: { disks, unread: silent }, evidence };
  },
});
