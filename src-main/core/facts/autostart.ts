import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { toAppError } from '../../../src-shared/errors.js';
import type { Profile, Target } from '../ports.js';
import { fileText } from './read-text.js';
import { readDesktopEntry } from './readers/desktop-entry.js';
import { suspicionOf, type Suspicion } from './suspect.js';
import { defineFact } from './types.js';

export type SuspectEntry = { readonly file: string; readonly name: string; readonly exec: string; readonly suspicion: Suspicion };
export type UserAutostart = {
  readonly user: string;
  readonly entries: number;
  readonly suspects: readonly SuspectEntry[];
  readonly unread: string | null;
};

/** What starts by itself when a user logs in to the desktop. Read with that user's own rights. */
export const autostart = defineFact<UserAutostart[]>({
  id: 'autostart',
  title: 'Programs that start with the desktop',
  cost: 'default',
  needs: [],
  timeoutMs: 30_000,
  async read({ as, profiles }): Promise<ReadingOf<UserAutostart[]>> {
    const users: UserAutostart[] = [];
    for (const profile of profiles) {
      try {
        users.push(await look(await as(profile), profile));
      } catch (thrown) {
        users.push({ user: profile.name, entries: 0, suspects: [], unread: toAppError(thrown).message });
      }
    }
    const evidence = users.flatMap(({ suspects }) =>
      suspects.map(({ file, exec, suspicion }) => ({ source: file, line: exec, meaning: suspicion.why })),
    );
    return { known: true, value: users, evidence };
  },
});

async function look(target: Target, { name: user, home }: Profile): Promise<UserAutostart> {
  const files = await target.files.list({ text: posix.join(home, '.config/autostart') }).catch(() => []);
  const suspects: SuspectEntry[] = [];
  for (const { text: file } of files.filter((entry) => entry.text.endsWith('.desktop'))) {
    if ((await target.files.stat({ text: file }))?.kind !== 'file') continue;
    const entry = readDesktopEntry(await fileText(target, file, 1_000_000));
    // With TryExec, or switched off, a missing program is meant to be passed over.
    if (entry === null || entry.hidden) continue;
    const suspicion = await suspicionOf(target, entry.exec);
    if (suspicion === null || (suspicion.kind === 'gone' && entry.tryExec !== '')) continue;
    suspects.push({ file, name: entry.name, exec: entry.exec, suspicion });
  }
  return { user, entries: files.length, suspects, unread: null };
}
