/** What an installed app or runtime says of itself: which runtime it runs on, which it was built with, and whether it only extends another. */
export type Metadata = { readonly runtime: string; readonly sdk: string; readonly extension: boolean };
export type Deployed = Metadata & { readonly kind: 'app' | 'runtime'; readonly ref: string };

/** Pure: the key file `metadata`. Source: flatpak-metadata(5). */
export function metadataOf(text: string): Metadata {
  const values = new Map<string, string>();
  let section = '';
  let extension = false;
  for (const line of text.split('\n').map((one) => one.trim())) {
    const [, name] = /^\[(.+)\]$/.exec(line) ?? [];
    if (name !== undefined) section = name;
    extension ||= name === 'ExtensionOf';
    const [, key, value] = /^(runtime|sdk)\s*=\s*(.+)/.exec(line) ?? [];
    if (key !== undefined && value !== undefined && (section === 'Application' || section === 'Runtime')) values.set(key, value);
  }
  return { runtime: values.get('runtime') ?? '', sdk: values.get('sdk') ?? '', extension };
}

/** A runtime that programs run on, or are built with: it names itself. Extensions come and go with what they extend. */
export function isBase({ kind, ref, runtime, sdk, extension }: Deployed): boolean {
  return kind === 'runtime' && !extension && (runtime === ref || sdk === ref);
}

/** All refs that something other than a base runtime names. What a program was built with counts too: rather keep one too many. */
export function neededBy(installed: readonly Deployed[]): ReadonlySet<string> {
  return new Set(installed.filter((one) => !isBase(one)).flatMap(({ runtime, sdk }) => [runtime, sdk]));
}

/** Whether a person said that it stays: patterns `[runtime/]NAME/ARCH/BRANCH` with * in flatpak's own settings. Source: flatpak-pin(1). */
export function isPinned(ref: string, config: string): boolean {
  const patterns = /^[ \t]*xa\.pinned\s*=\s*(.*)/m.exec(config)?.[1]?.split(';') ?? [];
  return patterns.some((pattern) => {
    const bare = pattern.trim().replace(/^runtime\//, '');
    if (bare === '') return false;
    const words = ref.split('/');
    return bare.split('/').every((part, index) => index < words.length && fits(words[index] ?? '', part === '' ? '*' : part));
  });
}

/** Whether a word is what a pattern with * says. Each piece is looked for once, from the left: no pattern of a stranger's makes it slow. */
function fits(word: string, pattern: string): boolean {
  const pieces = pattern.split('*');
  const [first = '', last = ''] = [pieces.shift(), pieces.pop()];
  if (pattern === first) return word === pattern;
  if (!word.startsWith(first)) return false;
  let at = first.length;
  for (const piece of pieces) {
    const found = word.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return word.length - last.length >= at && word.endsWith(last);
}
