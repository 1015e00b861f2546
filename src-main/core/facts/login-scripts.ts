import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { latin1ToWords, toLatin1 } from '../bytes.js';
import { isTooLong, shown } from '../foreign-lines.js';
import type { Target } from '../ports.js';
import { presentFiles, sharedShellFiles } from './environment-files.js';
import { packageOwner } from './package-owner.js';
import { readDesktopEntry } from './readers/desktop-entry.js';
import { falseCommand, isWhole } from './readers/shell-line.js';
import { suspicionOf, type Suspicion } from './suspect.js';
import { defineFact } from './types.js';

export type SuspectLine = {
  readonly file: string;
  readonly line: number;
  /** One character a byte. */
  readonly text: string;
  readonly suspicion: Suspicion;
  /** What may be done: switch the line off, take the whole file away, or, in a person's own file, say it. */
  readonly cure: 'line' | 'file' | 'person';
};

/** Lines of scripts that every login runs, or the desktop starts for everybody, or a person's own shell reads; and what speaks against some of them. */
export const loginScripts = defineFact<{ readonly files: number; readonly suspects: readonly SuspectLine[] }>({
  id: 'login-scripts',
  title: 'Scripts that every login runs',
  cost: 'default',
  needs: [],
  timeoutMs: 20_000,
  async read({ target, as, profiles, signal }): Promise<ReadingOf<{ files: number; suspects: SuspectLine[] }>> {
    const shared = [
      ...(await sharedShellFiles(target)),
      ...(await presentFiles(target, ['/etc/bashrc', '/etc/zsh/zshenv', '/etc/zsh/zshrc'])),
    ];
    const roots = await presentFiles(target, shellFiles('/root'));
    const entries = (await target.files.list({ text: '/etc/xdg/autostart' }).catch(() => [])).map((entry) => entry.text);
    let files = 0;
    const suspects: SuspectLine[] = [];
    for (const file of [...shared, ...roots]) {
      if ((await target.files.stat({ text: file }))?.uid !== 0) continue;
      files += 1;
      suspects.push(...(await linesOf(target, file)));
    }
    for (const file of await presentFiles(target, entries)) {
      files += 1;
      const suspect = await entryOf(target, file);
      if (suspect !== null && (await packageOwner(target, file, signal)) === null) suspects.push(suspect);
    }
    for (const profile of profiles) {
      const theirs = await as(profile).catch(() => null);
      for (const file of theirs === null ? [] : await presentFiles(theirs, shellFiles(profile.home))) {
        if (theirs === null) continue;
        files += 1;
        suspects.push(...(await linesOf(theirs, file)).map((suspect) => ({ ...suspect, cure: 'person' as const })));
      }
    }
    const evidence = suspects.map(({ file, line, text, suspicion }) => ({
      source: `${file}:${line}`,
      line: latin1ToWords(text),
      meaning: suspicion.why,
    }));
    return { known: true, value: { files, suspects }, evidence };
  },
});

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
