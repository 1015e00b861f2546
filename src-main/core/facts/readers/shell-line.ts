import { posix } from 'node:path';

/** What a line of shell runs, as far as can be seen without running it. */
export type ShellLine = {
  /** Programs, scripts given to an interpreter, and sourced files. Absolute paths only. */
  readonly programs: readonly string[];
  /** Something fetched or decoded is handed straight to an interpreter. */
  readonly pipesIntoShell: boolean;
  /** Paths whose existence the line itself tests. */
  readonly tested: readonly string[];
};

const wrappers =
  /^(sudo|doas|nice|ionice|nohup|exec|env|timeout|setsid|command|builtin|chrt|time|eval|if|then|else|elif|while|until|do|!)$/;
const shells = /^(sh|bash|dash|zsh|ksh)$/;
const interpreters = /^(\.|source|sh|bash|dash|zsh|ksh|busybox|python[\d.]*|perl|php[\d.]*|ruby|node|lua)$/;
/** Every pattern here is tried once along a line, never from many places to its end: strangers write these lines. */
const fetches = /\b(?:curl|wget|lwp-request)\b|\bbase64\s+(?:-d|--decode)|\bxxd\s+-r|\bopenssl\s+enc\b/;
/** The beginning of an interpreter's part of a pipe that reads its program from the pipe: without one in its own words. */
const reads =
  /^\s*(?:sudo\s+)?(?:\S*\/)?(?:(?:ba|da|z|k)?sh(?:\s+-[exs]+\b)?|python[\d.]*|perl|php[\d.]*)(?:\s*(?:-\s*)?(?:--|$|[\n)<>"'\\])|\s+\d+>)/;
/** What runs the output of another command; where such an output ends; and what fetches or decodes. */
const substitution =
  /(?<run>(?:\b(?:ba|da|z|k)?sh\s+(?:-c\s+)?|\beval\s+|\bsource\s+|^\.\s+)["']?(?:<\(|\$\(|`)(?<fetched>\s*(?:curl|wget)\b)?)|(?<end>[)`])|\bbase64\s+(?:-d|--decode)/g;

/** Reads one line; deliberately simple: what it does not understand it does not accuse. */
export function readShellLine(line: string): ShellLine {
  const programs: string[] = [];
  const tested: string[] = [];
  for (const words of commandsIn(line)) {
    if (/^(\[\[?|test)$/.test(words[0] ?? '') || words.includes('[')) {
      const index = words.findIndex((word) => /^-[xefsrd]$/.test(word));
      if (index >= 0) tested.push(words[index + 1] ?? '');
      continue;
    }
    programs.push(...programsOf(words));
  }
  const code = withoutComment(line);
  return { programs: programs.map((path) => posix.normalize(path)), pipesIntoShell: isPiped(code) || isSubstituted(code), tested };
}

/** Something fetched or decoded goes through a pipe, of however many parts, into an interpreter. */
function isPiped(code: string): boolean {
  return code.split(/[;&]/).some((pipe) => {
    const parts = pipe.split('|');
    const first = parts.findIndex((part) => fetches.test(part));
    return first >= 0 && parts.slice(first + 1).some((part) => reads.test(part));
  });
}

/** Something fetched or decoded stands in an interpreter's words as `$(...)`, `<(...)` or in back quotes. */
function isSubstituted(code: string): boolean {
  let open = false;
  for (const { groups = {} } of code.matchAll(substitution)) {
    if (groups['fetched'] !== undefined) return true;
    if (groups['run'] !== undefined) open = true;
    else if (groups['end'] !== undefined) open = false;
    else if (open) return true;
  }
  return false;
}

/**
 * What a pattern finds, one after the other. The second pattern is the same without double quotes, for the rest of a line behind a
 * double quote that nothing closes (the group `open` of the first): else each of its quotes would be tried to the line's end.
 */
function* tokensIn(line: string, pattern: RegExp, unquoted: RegExp): Generator<RegExpExecArray> {
  for (const match of line.matchAll(pattern)) {
    if (match.groups?.['open'] === undefined) {
      yield match;
      continue;
    }
    unquoted.lastIndex = match.index + 1;
    for (let later = unquoted.exec(line); later !== null; later = unquoted.exec(line)) yield later;
    return;
  }
}

/** What a shell would not read is left out: also of a line that was switched off by a comment behind a command. */
function withoutComment(line: string): string {
  let code = '';
  let at = 0;
  const pattern = /"(?:\\[\s\S]|[^"\\])*(?:"|(?<open>\\?$))|'[^']*'|(?<before>(?<![^\s;&|(]))#.*/g;
  for (const match of tokensIn(line, pattern, /'[^']*'|(?<before>(?<![^\s;&|(]))#.*/g)) {
    if (match.groups?.['before'] === undefined) continue;
    code += line.slice(at, match.index);
    at = match.index + match[0].length;
  }
  return code + line.slice(at);
}

/** The wrapped words of each simple command; quotes keep a word together, a comment ends the line. */
function commandsIn(line: string): string[][] {
  const pattern =
    /"(?:\\[\s\S]|[^"\\])*(?:"|(?<open>\\?$))|'[^']*'|[;&|(){}`\n]+|#.*|[^\s"';&|(){}`]+(?:"[^"]*"|'[^']*')*[^\s"';&|(){}`]*/g;
  const unquoted = /'[^']*'|[;&|(){}`\n]+|#.*|[^\s"';&|(){}`]+(?:"[^"]*"|'[^']*')*[^\s"';&|(){}`]*/g;
  const commands: string[][] = [[]];
  for (const [token] of tokensIn(line, pattern, unquoted)) {
    if (token.startsWith('#')) break;
    if (/^[;&|(){}`\n]+$/.test(token)) commands.push([]);
    else commands.at(-1)?.push(token.replaceAll(/["']/g, ''));
  }
  return commands.filter((words) => words.length > 0);
}

function programsOf(words: readonly string[]): string[] {
  const rest = [...words];
  let found: string[] = [];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const name = posix.basename(word);
    const skipped = /^\w+=/.test(word) || word.startsWith('-') || /^\d+[smhd]?$/.test(word);
    if (skipped || (wrappers.test(name) && !word.startsWith('./'))) continue;
    // Its first word is the lock, which usually lies in /tmp.
    if (name === 'flock') {
      while (rest[0]?.startsWith('-') === true || /^\d+$/.test(rest[0] ?? '')) rest.shift();
      rest.shift();
      continue;
    }
    if (word.startsWith('/')) found = [word];
    if (!interpreters.test(word === '.' ? '.' : name)) break;
    const option = rest[0] ?? '';
    if (shells.test(name) && /^-\w*c$/.test(option)) return [...found, ...commandsIn(rest[1] ?? '').flatMap(programsOf)];
    // The program stands in the line itself, or is a module: what follows are its arguments.
    if (!shells.test(name) && /^-\w*[cemr]$/.test(option)) return found;
    const script = rest.find((argument) => !argument.startsWith('-'));
    return script?.startsWith('/') === true ? [...found, script] : found;
  }
  return found;
}

/** Where the system's own files are; there nothing is hidden. Elsewhere hidden folders are usual (.venv, .local, .cargo). */
const systemFolders = /^\/(usr|etc|bin|sbin|lib\w*|dev|run|boot|var\/(cache|log|spool|mail|run|lock|backups))\//;

/** Why nothing that the system starts belongs at this place; null: nothing is said against it. */
export function strangePlace(path: string): string | null {
  if (/^\/(tmp|var\/tmp|dev\/shm|run\/shm)\//.test(path)) return 'lies in a folder where everybody may put programs';
  const hidden = path.split('/').some((part) => /^\.[^.]/.test(part) && part !== '.venv');
  return hidden && systemFolders.test(path) ? 'lies in a hidden place' : null;
}

/** Names that are filled in later, and places that are often not there because a disk is not connected. */
export function mayBeElsewhere(path: string): boolean {
  return /[$%*?~]/.test(path) || /^\/(mnt|media|run\/media|net|srv|nfs|Volumes|home)\//.test(path);
}

const alias = /^\s*alias\s+(sudo|doas|su|pkexec|passwd|ssh|gpg)=["']?\s*(?:sudo\s+)?([/~$][^\s"';]*)/;

/** A command that asks for passwords, and the other program that a line puts in its place; null: it does nothing of the kind. */
export function falseCommand(line: string): { readonly command: string; readonly program: string } | null {
  const [, command, program] = alias.exec(line) ?? [];
  if (command === undefined || program === undefined || /^\/(usr\/)?(local\/)?s?bin\//.test(program)) return null;
  return { command, program };
}

/** Neither begins nor ends something that other lines belong to, so that a line that does nothing may stand in its place. */
export function isWhole(text: string, before: string): boolean {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const balanced =
    count(/\bif\b/g) === count(/\bfi\b/g) &&
    count(/\bdo\b/g) === count(/\bdone\b/g) &&
    count(/\bcase\b/g) === count(/\besac\b/g) &&
    count(/\{/g) === count(/\}/g) &&
    count(/\(/g) === count(/\)/g) &&
    count(/"/g) % 2 === 0 &&
    count(/'/g) % 2 === 0;
  return balanced && !/^\s*(elif|else|then|do)\b/.test(text) && !isContinued(text) && !isContinued(before);
}

/** The next line belongs to it: a trailing backslash or operator, or a text that begins below (`<<END`). */
function isContinued(line: string): boolean {
  const words = line.trim().split(/\s+/);
  const last = words.at(-1) ?? '';
  return /(?:\\|&&|\|)$/.test(last) || /<<./.test(last) || (words.length > 1 && /<<-?$/.test(words.at(-2) ?? ''));
}
