import { posix } from 'node:path';
import type { ReadingOf, UnreadPart } from '../../../src-shared/contract/fact.js';
import { toAppError } from '../../../src-shared/errors.js';
import type { Profile, Target } from '../ports.js';
import { readPart, within } from './parts.js';
import { entriesIn, fileText } from './read-text.js';
import { readDesktopEntry } from './readers/desktop-entry.js';
import { suspicionOf, type Suspicion } from './suspect.js';
import { defineFact } from './types.js';

export type SuspectEntry = { readonly file: string; readonly name: string; readonly exec: string; readonly suspicion: Suspicion };
export type UserAutostart = {
  readonly user: string;
  readonly entries: number;
  readonly suspects: readonly SuspectEntry[];
  /** Why it could not be read, or the first of the entries that could not; null: all was read. */
  readonly unread: string | null;
};

/** How long one person's folder may take: he could hold up what reads it. */
const personMs = 25_000;

/** What starts by itself when a user logs in to the desktop. Read with that user's own rights. */
export const autostart = defineFact<UserAutostart[]>({
  id: 'autostart',
  title: 'Programs that start with the desktop',
  cost: 'default',
  needs: [],
  timeoutMs: 30_000,
  async read({ as, profiles }): Promise<ReadingOf<UserAutostart[]>> {
    const users = await Promise.all(
      profiles.map((profile) =>
        within(
          personMs,
          as(profile).then((theirs) => look(theirs, profile)),
        ).catch((thrown: unknown) => ({ user: profile.name, entries: 0, suspects: [], unread: toAppError(thrown).message })),
      ),
    );
    const evidence = users.flatMap(({ suspects }) =>
      suspects.map(({ file, exec, suspicion }) => ({ source: file, line: exec, meaning: suspicion.why })),
    );
    return { known: true, value: users, evidence };
  },
});

async function look(target: Target, { name: user, home }: Profile): Promise<UserAutostart> {
  const files = await entriesIn(target, posix.join(home, '.config/autostart'));
  const suspects: SuspectEntry[] = [];
  const unread: UnreadPart[] = [];
  for (const { text: file } of files.filter((entry) => entry.text.endsWith('.desktop'))) {
    const suspect = await readPart(unread, file, () => suspectIn(target, file));
    if (suspect !== null) suspects.push(suspect);
  }
  return { user, entries: files.length, suspects, unread: unread[0]?.reason ?? null };
}

async function suspectIn(target: Target, file: string): Promise<SuspectEntry | null> {
  if ((await target.files.stat({ text: file }))?.kind !== 'file') return null;
  const entry = readDesktopEntry(await fileText(target, file, 1_000_000));
  // With TryExec, or switched off, a missing program is meant to be passed over.
  if (entry === null || entry.hidden) return null;
  const suspicion = await suspicionOf(target, entry.exec);
  if (suspicion === null || (suspicion.kind === 'gone' && entry.tryExec !== '')) return null;
  return { file, name: entry.name, exec: entry.exec, suspicion };
}
