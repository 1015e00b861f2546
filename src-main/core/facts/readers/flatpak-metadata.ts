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
    const [, key, value] = /^(runtime|sdk)\s*=\s*(.+)$/.exec(line) ?? [];
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
  const patterns = /^\s*xa\.pinned\s*=\s*(.*)$/m.exec(config)?.[1]?.split(';') ?? [];
  return patterns.some((pattern) => {
    const bare = pattern.trim().replace(/^runtime\//, '');
    if (bare === '') return false;
    const parts = bare
      .split('/')
      .map((part) => (part === '' ? '[^/]*' : part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')));
    return new RegExp(`^${parts.join('/')}(?:/.*)?$`).test(ref);
  });
}
