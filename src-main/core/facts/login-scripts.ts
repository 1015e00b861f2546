import type { ReadingOf, UnreadPart } from '../../../src-shared/contract/fact.js';
import { latin1ToWords, toLatin1 } from '../bytes.js';
import { isTooLong, shown } from '../foreign-lines.js';
import type { Profile, Target } from '../ports.js';
import { presentFiles, sharedShellFiles } from './environment-files.js';
import { packageOwner } from './package-owner.js';
import { readPart } from './parts.js';
import { readDesktopEntry } from './readers/desktop-entry.js';
import { falseCommand, isWhole } from './readers/shell-line.js';
import { suspicionOf, type Suspicion } from './suspect.js';
import { defineFact, type FactContext } from './types.js';

export type SuspectLine = {
  readonly file: string;
  readonly line: number;
  /** One character a byte. */
  readonly text: string;
  readonly suspicion: Suspicion;
  /** What may be done: switch the line off, take the whole file away, or, in a person's own file, say it. */
  readonly cure: 'line' | 'file' | 'person';
};

type Looked = { files: number; readonly suspects: SuspectLine[]; readonly unread: UnreadPart[] };

const desktop = '/etc/xdg/autostart';

/** How long one person's scripts may take: he could hold up what reads them. */
const personMs = 15_000;

/** Lines of scripts that every login runs, or the desktop starts for everybody, or a person's own shell reads; and what speaks against some of them. */
export const loginScripts = defineFact<{ readonly files: number; readonly suspects: readonly SuspectLine[] }>({
  id: 'login-scripts',
  title: 'Scripts that every login runs',
  cost: 'default',
  needs: [],
  timeoutMs: 20_000,
  async read({ target, as, profiles, signal }): Promise<ReadingOf<{ files: number; suspects: SuspectLine[] }>> {
    const people = Promise.all(profiles.map((profile) => lookAtPerson(profile, as)));
    const looked = nothingYet();
    const shared = [
      ...(await sharedShellFiles(target)),
      ...(await presentFiles(target, ['/etc/bashrc', '/etc/zsh/zshenv', '/etc/zsh/zshrc'])),
    ];
    const roots = await presentFiles(target, shellFiles('/root'));
    for (const file of [...shared, ...roots])
      await look(looked, file, async () => ((await target.files.stat({ text: file }))?.uid === 0 ? linesOf(target, file) : null));
    for (const file of await presentFiles(target, (await readPart(looked.unread, desktop, () => namesOf(target, desktop))) ?? []))
      await look(looked, file, async () => {
        const suspect = await entryOf(target, file);
        return suspect !== null && (await packageOwner(target, file, signal)) === null ? [suspect] : [];
      });
    const all = [looked, ...(await people)];
    const files = all.reduce((sum, one) => sum + one.files, 0);
    const suspects = all.flatMap((one) => one.suspects);
    const evidence = suspects.map(({ file, line, text, suspicion }) => ({
      source: `${file}:${line}`,
      line: latin1ToWords(text),
      meaning: suspicion.why,
    }));
    return { known: true, value: { files, suspects }, evidence, unread: all.flatMap((one) => one.unread) };
  },
});

async function namesOf(target: Target, folder: string): Promise<string[]> {
  if ((await target.files.stat({ text: folder })) === null) return [];
  return (await target.files.list({ text: folder })).map((entry) => entry.text);
}

function nothingYet(): Looked {
  return { files: 0, suspects: [], unread: [] };
}

/** Looks through one file, if there is one to look through; one that cannot be read is alone in that. */
async function look(looked: Looked, file: string, read: () => Promise<SuspectLine[] | null>): Promise<void> {
  const found = await readPart(looked.unread, file, read);
  if (found === null) return;
  looked.files += 1;
  looked.suspects.push(...found);
}

async function lookAtPerson(profile: Profile, as: FactContext['as']): Promise<Looked> {
  const looked = nothingYet();
  const lookAtAll = async (): Promise<void> => {
    const theirs = await as(profile);
    for (const file of shellFiles(profile.home))
      await look(looked, file, async () => {
        if ((await theirs.files.stat({ text: file }))?.kind !== 'file') return null;
        return (await linesOf(theirs, file)).map((suspect) => ({ ...suspect, cure: 'person' as const }));
      });
  };
  await readPart(looked.unread, profile.name, lookAtAll, personMs);
  return looked;
}

function shellFiles(home: string): string[] {
  return ['.profile', '.bashrc', '.bash_profile', '.bash_login', '.bash_aliases', '.zshrc'].map((name) => `${home}/${name}`);
}

async function linesOf(target: Target, file: string): Promise<SuspectLine[]> {
  const lines = toLatin1(await target.files.read({ text: file }, 4_000_000)).split('\n');
  const suspects: SuspectLine[] = [];
  for (const [index, text] of lines.entries()) {
    if (/^\s*(#|$)/.test(text)) continue;
    const words = latin1ToWords(text);
    const impostor = isTooLong(words) ? null : falseCommand(words);
    const suspicion: Suspicion | null =
      impostor === null
        ? await suspicionOf(target, words)
        : {
            kind: 'place',
            program: impostor.program,
            why: `${impostor.command} is not ${impostor.command} but ${impostor.program}`,
            movable: false,
          };
    // A login script that names what is not there is sloppy, not dangerous.
    if (suspicion === null || suspicion.kind === 'gone') continue;
    const cure = suspicion.kind !== 'long' && isWhole(text, lines[index - 1] ?? '') ? 'line' : 'person';
    suspects.push({ file, line: index + 1, text: shown(text), suspicion, cure });
  }
  return suspects;
}

/** What speaks against a program that the desktop starts for everybody; one that is merely gone is passed over by the desktop. */
async function entryOf(target: Target, file: string): Promise<SuspectLine | null> {
  const text = toLatin1(await target.files.read({ text: file }, 1_000_000));
  const entry = readDesktopEntry(text);
  const suspicion = entry === null || entry.hidden ? null : await suspicionOf(target, latin1ToWords(entry.exec));
  if (suspicion === null || suspicion.kind === 'gone') return null;
  const index = text.split('\n').findIndex((line) => line.startsWith('Exec'));
  return {
    file,
    line: index + 1,
    text: shown(text.split('\n')[index] ?? ''),
    suspicion,
    cure: suspicion.kind === 'long' ? 'person' : 'file',
  };
}
