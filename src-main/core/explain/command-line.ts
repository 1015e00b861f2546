/** A command as it was typed, without what does not change its meaning: path, sudo, variables, redirections, remarks in brackets. */
export type CommandLine = {
  readonly name: string;
  readonly args: readonly string[];
  /** Its output went through another program (`| grep`), which may have hidden lines. */
  readonly filtered: boolean;
  /** Several commands in one line: whose output it is cannot be told. */
  readonly several: boolean;
};

/** Programs that only start another one, and those of their options that take a word. */
const starters: Readonly<Record<string, RegExp>> = {
  sudo: /^-[ugpCDRTh]$/,
  doas: /^-[uC]$/,
  env: /^-[uCS]$/,
  nice: /^-n$/,
  ionice: /^-[cn]$/,
  nohup: /^$/,
  time: /^$/,
  stdbuf: /^-[ioe]$/,
  timeout: /^-[ks]$/,
};

export function parseCommand(text: string): CommandLine {
  const remarks = text.replaceAll(/(?<=\s)\([^()]*\)/g, ' ').replace(/^\s*[$#] /, '');
  const [first = [], ...more] = split(remarks);
  const words = withoutStarters(first);
  const name = (words[0] ?? '').split('/').at(-1) ?? '';
  const separators = more.map(([separator]) => separator);
  return {
    name: name.toLowerCase(),
    args: words.slice(1),
    filtered: separators.includes('|'),
    several: separators.some((separator) => separator !== '|'),
  };
}

/** True if one of these is given: long ones whole or with a value, letters also within a bundle (`-fn`). */
export function has(args: readonly string[], ...options: readonly string[]): boolean {
  return options.some((option) =>
    args.some((arg) =>
      option.startsWith('--')
        ? arg === option || arg.startsWith(`${option}=`)
        : arg === option || (/^-[A-Za-z]+$/.test(arg) && option.length === 2 && arg.includes(option.charAt(1))),
    ),
  );
}

/** The words of each simple command; those after the first begin with the separator before them. */
function split(text: string): string[][] {
  const tokens = text.match(/"[^"]*"|'[^']*'|\d?>>?\s*&?\S+|\|\||&&|[|;]|(?:[^\s"'|;&>]|&(?!&))+/g) ?? [];
  const commands: string[][] = [[]];
  for (const token of tokens) {
    if (/^(?:\|\||&&|[|;])$/.test(token)) commands.push([token]);
    else if (!/^\d?>/.test(token) && token !== '/') commands.at(-1)?.push(token.replaceAll(/^["']|["']$/g, ''));
  }
  return commands.filter((words, at) => at === 0 || words.length > 1);
}

function withoutStarters(words: readonly string[]): readonly string[] {
  const [first = '', ...rest] = words;
  if (/^[A-Za-z_]\w*=/.test(first)) return withoutStarters(rest);
  const starter = first.split('/').at(-1) ?? '';
  const takes = Object.hasOwn(starters, starter) ? starters[starter] : undefined;
  if (takes === undefined || rest.length === 0) return words;
  let at = 0;
  while (rest[at]?.startsWith('-') === true) at += takes.test(rest[at] ?? '') ? 2 : 1;
  if (starter === 'timeout') at += 1;
  return withoutStarters(rest.slice(at));
}
