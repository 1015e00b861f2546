import { globSync, readFileSync } from 'node:fs';
import { RegExpParser } from '@eslint-community/regexpp';
import { analyse } from 'scslre';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';

/**
 * Nearly every regular expression of ours meets text that a stranger may have written: files of a foreign disk, what commands say, a
 * report that is shown. Each is judged here by scslre, which says of a pattern without running it whether a text can make it try again
 * and again. It does not see every such pattern: lines of foreign text have a limit beside it (`core/foreign-lines.ts`), and a fact's time
 * holds between them (`core/time-limit.ts`).
 */
const files = globSync('src-{main,shared,renderer}/**/*.{ts,tsx}').toSorted();
const parser = new RegExpParser();

type Pattern = { readonly file: string; readonly source: string; readonly flags: string };

const found = files.map(patternsOf);
const patterns = found.flatMap(({ literals }) => literals);

/** Files that put a pattern together at run time, and what they put into it: never text that a stranger wrote as a pattern. */
const composed: Readonly<Record<string, string>> = {
  'src-main/adapters/record-files.ts': 'a kind of record',
  'src-main/core/explain/arch.ts': 'letters of options',
  'src-main/core/explain/normalise.ts': 'the escape character',
  'src-main/core/facts/apt-config.ts': 'a word of letters, digits and hyphens that dpkg names',
  'src-main/core/facts/lost-snapshots.ts': 'names of settings',
  'src-main/core/facts/memory.ts': 'names of values',
  'src-main/core/facts/readers/acpi.ts': 'a name made of one word and a number',
  'src-main/core/facts/readers/desktop-entry.ts': 'names of keys',
  'src-main/core/facts/readers/dmidecode.ts': 'names of fields',
  'src-main/core/facts/readers/mdadm.ts': 'names of fields',
  'src-main/core/facts/readers/name-servers.ts': 'names of databases',
  'src-main/core/facts/readers/smartctl-text.ts': 'names of fields',
  'src-main/core/facts/readers/sound.ts': 'names of properties',
  'src-main/core/facts/readers/timedatectl-text.ts': 'names of fields',
  'src-main/core/known-caches.ts': 'our own list of names; each is for one name of a file, of 255 characters at most',
  'src-main/core/report/hide.ts': 'a name, each of its signs escaped',
  'src-main/hosts/electron/deep-link.ts': 'the form of our own ids',
  'src-renderer/features/run/log-search.ts': 'what the person at the window types, each sign escaped',
};

/** Facts that decode bytes themselves, past the limit of a line, and why. All others read by `read-text.ts`. */
const ownText: Readonly<Record<string, string>> = {
  'account-files.ts': 'a group names all its members in one line',
  'accounts.ts': 'the same',
  'alternatives.ts': 'a file that is not understood is told by itself',
  'apt-lists.ts': 'looks for damaged files: zeros without end are what it finds',
  'cron-jobs.ts': 'each line is judged by itself, and one that is too long is told',
  'genuine-content.ts': 'compares whole lines',
  'grub-config.ts': 'looks for damage',
  'identity.ts': 'the kernel wrote it, and names of systems',
  'login-keys.ts': "one user's file must not hide another's",
  'login-scripts.ts': 'each line is judged by itself, and one that is too long is told',
  'memory.ts': 'the kernel wrote it',
  'mount-table.ts': 'the kernel wrote it',
  'package-lock.ts': 'the kernel wrote it',
  'pacman-lock.ts': 'the kernel wrote it',
  'raid.ts': 'the kernel wrote it',
  'raw.ts': 'what commands print has its own limit (`hasEndlessLine`)',
  'read-text.ts': 'it is the one',
  'system-permissions.ts': 'a group names all its members in one line',
  'trust-store.ts': 'looks for damaged files',
};

test('facts read text by the one function that has a limit of lines, or it is said why not', () => {
  const own = globSync('src-main/core/facts/*.ts').filter((file) => /TextDecoder|toLatin1\(/.test(readFileSync(file, 'utf8')));
  expect(own.map((file) => file.slice(file.lastIndexOf('/') + 1)).toSorted()).toEqual(Object.keys(ownText));
});

describe('regular expressions', () => {
  test('no text makes one of them slow', () => {
    const slow = patterns.filter(({ source, flags }) => verdict(source, flags) !== null);
    expect(slow.map(({ file, source, flags }) => `${file}: /${source}/${flags}: ${verdict(source, flags)}`)).toEqual([]);
  });

  test('those put together at run time are known', () => {
    expect(found.filter(({ builds }) => builds).map(({ file }) => file)).toEqual(Object.keys(composed).toSorted());
  });

  test('the judge knows slow ones', () => {
    expect(
      [String.raw`^(?:a+)+$`, String.raw`^\s*(.*?)\s*$`, String.raw`#.*$`, String.raw`\s+$`, '^[a-z]+:'].map(
        (source) => verdict(source, '') !== null,
      ),
    ).toEqual([true, true, true, true, false]);
  });
});

/** Why a text can make a pattern slow; null: scslre knows of none. */
function verdict(source: string, flags: string): string | null {
  const unicode = flags.includes('u');
  const parsed = { pattern: parser.parsePattern(source, 0, source.length, { unicode }), flags: parser.parseFlags(flags) };
  const [report] = analyse(parsed).reports;
  return report === undefined
    ? null
    : `${report.exponential ? 'exponential' : 'polynomial'} (${report.type}), as with ${report.character.pick}`;
}

/** Literals of a file, and whether it calls RegExp itself. */
function patternsOf(file: string): { file: string; literals: Pattern[]; builds: boolean } {
  const literals: Pattern[] = [];
  let builds = false;
  JSON.stringify(parseSync(file, readFileSync(file, 'utf8')).program, (_key, node: unknown) => {
    const { type, regex, callee } = (node ?? {}) as {
      type?: string;
      regex?: { pattern: string; flags: string };
      callee?: { name?: string };
    };
    if (type === 'Literal' && regex) literals.push({ file, source: regex.pattern, flags: regex.flags });
    if ((type === 'NewExpression' || type === 'CallExpression') && callee?.name === 'RegExp') builds = true;
    return typeof node === 'bigint' ? null : node;
  });
  return { file, literals, builds };
}
