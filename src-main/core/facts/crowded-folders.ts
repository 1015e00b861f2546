import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { defineFact } from './types.js';

/** Folders known to fill with small files, and whether what lies there may go. */
const candidates: readonly { readonly folder: string; readonly what: string; readonly sessions: boolean }[] = [
  { folder: '/var/lib/php/sessions', what: 'sessions of web pages', sessions: true },
  { folder: '/var/lib/php/session', what: 'sessions of web pages', sessions: true },
  { folder: '/var/lib/php5', what: 'sessions of web pages', sessions: true },
  { folder: '/tmp', what: 'temporary files', sessions: false },
  { folder: '/var/tmp', what: 'temporary files', sessions: false },
  { folder: '/var/spool/clientmqueue', what: 'mail that waits to be sent', sessions: false },
  { folder: '/var/spool/mqueue', what: 'mail that waits to be sent', sessions: false },
  { folder: '/var/spool/postfix/maildrop', what: 'mail that waits to be sent', sessions: false },
  { folder: '/var/spool/exim4/input', what: 'mail that waits to be sent', sessions: false },
  { folder: '/var/spool/cron/.cache', what: 'notes of timed jobs', sessions: false },
  { folder: '/var/lib/systemd/coredump', what: 'crash dumps', sessions: false },
];

export type CrowdedFolder = (typeof candidates)[number] & { readonly files: number };

/** How many files lie in folders that are known to fill with small ones until the disk has no entries left. */
export const crowdedFolders = defineFact<CrowdedFolder[]>({
  id: 'crowded-folders',
  title: 'Folders with very many files',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 120_000,
  async read({ target }): Promise<ReadingOf<CrowdedFolder[]>> {
    const value: CrowdedFolder[] = [];
    for (const one of candidates) {
      if ((await target.files.stat({ text: one.folder }))?.kind !== 'dir') continue;
      value.push({ ...one, files: await target.files.count({ text: one.folder }) });
    }
    const evidence = value.map(({ folder, files, what }) => ({ source: folder, line: `${files} files`, meaning: what }));
    return { known: true, value, evidence };
  },
});
