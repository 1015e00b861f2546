export type Alternative = {
  readonly auto: boolean;
  /** The name that people call, e.g. /usr/bin/editor. */
  readonly link: string;
  readonly slaves: readonly { readonly name: string; readonly link: string }[];
  readonly choices: readonly string[];
};

/**
 * A file of /var/lib/dpkg/alternatives: the mode, the generic link, pairs of slave name and link, an empty line, then for each
 * choice its path, priority and one line a slave. null: not of this form. Source: update-alternatives(1) FILES; dpkg's source.
 */
export function readAlternative(text: string): Alternative | null {
  const [mode, link, ...rest] = text.split('\n');
  const gap = rest.indexOf('');
  if ((mode !== 'auto' && mode !== 'manual') || link?.startsWith('/') !== true || gap < 0 || gap % 2 !== 0) return null;
  const slaves = Array.from({ length: gap / 2 }, (_, index) => ({ name: rest[2 * index] ?? '', link: rest[2 * index + 1] ?? '' }));
  const body = rest.slice(gap + 1);
  const width = 2 + slaves.length;
  const choices: string[] = [];
  for (let index = 0; body[index] !== undefined && body[index] !== ''; index += width) choices.push(body[index] ?? '');
  return { auto: mode === 'auto', link, slaves, choices };
}
