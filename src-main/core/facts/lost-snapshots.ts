import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { notUnderstood, stdoutText, unread, unusable } from './raw.js';
import { namesIn, readText } from './read-text.js';
import { defineFact } from './types.js';

/** A snapshot whose note is gone: snapper neither lists nor removes it. */
export type LostSnapshot = {
  readonly number: number;
  /** `FOLDER/.snapshots/NUMBER` */
  readonly folder: string;
  readonly note: 'missing' | 'empty';
  /** In UTC, as snapper notes it: 2026-11-25 23:35:10 */
  readonly created: string;
};

const configs = '/etc/snapper/configs';

/** snapper's btrfs snapshots without the note (info.xml) that makes them known to it. Source: snapper-configs(5), tried with 0.10.4. */
export const lostSnapshots = defineFact<LostSnapshot[]>({
  id: 'lost-snapshots',
  title: 'Snapshots that snapper has lost',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 60_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<LostSnapshot[]>> {
    if ((await target.files.stat({ text: '/usr/bin/snapper' })) === null) return unread('not-applicable', 'snapper is not installed.', '');
    const value: LostSnapshot[] = [];
    let all = 0;
    for (const name of await namesIn(target, configs)) {
      const config = (await readText(target, posix.join(configs, name))) ?? '';
      const [place, type] = ['SUBVOLUME', 'FSTYPE'].map((key) => new RegExp(`^${key}="(.*)"`, 'm').exec(config)?.[1]);
      if (place === undefined || type !== 'btrfs') continue;
      for (const number of (await namesIn(target, posix.join(place, '.snapshots'))).filter((entry) => /^[1-9]\d*$/.test(entry))) {
        const folder = posix.join(place, '.snapshots', number);
        const snapshot = `${folder}/snapshot`;
        if ((await target.files.stat({ text: snapshot }))?.kind !== 'dir') continue;
        all += 1;
        const note = await target.files.stat({ text: `${folder}/info.xml` });
        if (note !== null && note.size > 0) continue;
        const raw = await target.exec.run({ argv: ['btrfs', 'subvolume', 'show', snapshot], timeoutMs: 15_000, signal });
        const bad = unusable(raw, "Install 'btrfs-progs'.");
        if (bad) return bad;
        const created = raw.code === 0 ? creationTime(stdoutText(raw)) : null;
        if (created === null) return notUnderstood(raw);
        value.push({ number: Number(number), folder, note: note === null ? 'missing' : 'empty', created });
      }
    }
    const lost = value.map(({ folder, note, created }) => ({
      source: `${folder}/info.xml`,
      line: note,
      meaning: `snapper does not know this snapshot of ${created} UTC`,
    }));
    const none = { source: configs, line: `snapshots: ${all}`, meaning: 'snapper knows each of them' };
    return { known: true, value, evidence: lost.length === 0 ? [none] : lost };
  },
});

/** Pure: the time in `btrfs subvolume show`, in UTC; null: none is told. "Creation time: 2026-11-25 23:35:10 +0100" */
export function creationTime(text: string): string | null {
  const [, day, time, hours, minutes] = /^[ \t]*Creation time:\s+(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)$/m.exec(text) ?? [];
  const at = new Date(`${day}T${time}${hours}:${minutes}`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString().slice(0, 19).replace('T', ' ');
}
