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
const fetches = /(\b(curl|wget|lwp-request)\b|\bbase64\s+(-d|--decode)|\bxxd\s+-r|\bopenssl\s+enc\b)[^|;&]*(\|[^|;&]*)*/.source;
/** An interpreter that reads its program from the pipe: without one in its own words. */
const reads = /\|\s*(sudo\s+)?(\S*\/)?((ba|da|z|k)?sh(\s+-[exs]+\b)?|python[\d.]*|perl|php[\d.]*)\s*(-\s*)?(--.*)?($|[\n;&|)<>"'\\]|\d+>)/
  .source;
const download = new RegExp(`${fetches}${reads}`);
const run = /(\b(ba|da|z|k)?sh\s+(-c\s+)?|\beval\s+|\bsource\s+|^\.\s+)["']?(<\(|\$\(|`)/.source;
const substituted = new RegExp(`${run}\\s*(curl|wget)\\b|${run}[^)\`]*\\bbase64\\s+(-d|--decode)`);

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
  return { programs: programs.map((path) => posix.normalize(path)), pipesIntoShell: download.test(code) || substituted.test(code), tested };
}

/** What a shell would not read is left out: also of a line that was switched off by a comment behind a command. */
function withoutComment(line: string): string {
  return line.replaceAll(/("(?:\\.|[^"\\])*"|'[^']*')|(^|[\s;&|(])#.*$/gm, (_, quoted?: string, before?: string) => quoted ?? before ?? '');
}

/** The wrapped words of each simple command; quotes keep a word together, a comment ends the line. */
function commandsIn(line: string): string[][] {
  const tokens = line.match(/"(?:\\.|[^"\\])*"|'[^']*'|[;&|(){}`\n]+|#.*$|[^\s"';&|(){}`]+(?:"[^"]*"|'[^']*')*[^\s"';&|(){}`]*/g) ?? [];
  const commands: string[][] = [[]];
  for (const token of tokens) {
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

const guarded = 'sudo|doas|su|pkexec|passwd|ssh|gpg';
const alias = new RegExp(`^\\s*alias\\s+(${guarded})=["']?\\s*(?:sudo\\s+)?([/~$][^\\s"';]*)`);

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
  const tail = /(\\|&&|\|\||\||<<-?\s*\S+)\s*$/;
  return balanced && !/^\s*(elif|else|then|do)\b/.test(text) && !tail.test(text) && !tail.test(before);
}
