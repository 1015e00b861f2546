import { perLine } from '../../foreign-lines.js';

/** One entry of a source file, as a machine compares it. `line`: where it stands, or where its stanza's Types stand. */
export type SourceEntry = {
  readonly line: number;
  readonly text: string;
  readonly deb822: boolean;
  /** TYPE URI SUITE COMPONENT of everything the entry asks for. */
  readonly targets: readonly string[];
  /** Options in a fixed order: entries that differ in them are not the same. */
  readonly options: string;
};

/** Active entries of a one-line source file that are well-formed. Source: sources.list(5). */
export function oneLineEntries(text: string): SourceEntry[] {
  return perLine(text, (raw, index) => {
    const match = /^\s*(deb|deb-src)\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)([^#]*)/.exec(raw);
    if (!match) return [];
    const [, type = '', options = '', uri = '', suite = '', components = ''] = match;
    const targets = combine([type], [uri], [suite], words(components));
    return [{ line: index + 1, text: raw, deb822: false, targets, options: words(options).toSorted().join(' ') }];
  });
}

/** Active stanzas of a .sources file. Fields beside the four that say what is fetched are its options. */
export function stanzaEntries(text: string): SourceEntry[] {
  const lines = text.split('\n');
  const entries: SourceEntry[] = [];
  let start = 0;
  for (let index = 0; index <= lines.length; index += 1) {
    if ((lines[index] ?? '').trim() !== '') continue;
    const entry = stanza(lines.slice(start, index), start);
    if (entry) entries.push(entry);
    start = index + 1;
  }
  return entries;
}

function stanza(lines: readonly string[], start: number): SourceEntry | null {
  const fields = new Map<string, string>();
  let typesAt = -1;
  let last = '';
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('#')) continue;
    const [, name, value] = /^([^\s:]+):\s*(.*)/.exec(line) ?? [];
    if (name === undefined) fields.set(last, `${fields.get(last) ?? ''} ${line.trim()}`);
    else fields.set((last = name.toLowerCase()), value ?? '');
    if (last === 'types' && typesAt < 0) typesAt = index;
  }
  if (typesAt < 0 || /^\s*no\s*$/i.test(fields.get('enabled') ?? '')) return null;
  const [types, uris, suites, components] = ['types', 'uris', 'suites', 'components'].map((name) => words(fields.get(name) ?? ''));
  const rest = [...fields].filter(([name]) => !['types', 'uris', 'suites', 'components', 'enabled'].includes(name));
  return {
    line: start + typesAt + 1,
    text: lines[typesAt] ?? '',
    deb822: true,
    targets: combine(types ?? [], uris ?? [], suites ?? [], components ?? []),
    options: rest
      .map(([name, value]) => `${name}=${value.trim()}`)
      .toSorted()
      .join(' '),
  };
}

function combine(types: readonly string[], uris: readonly string[], suites: readonly string[], components: readonly string[]): string[] {
  const parts = components.length === 0 ? [''] : components;
  return types.flatMap((type) =>
    uris.flatMap((uri) =>
      suites.flatMap((suite) => parts.map((part) => `${type} ${uri.replace(/(?<!\/)\/+$/, '')} ${suite} ${part}`.trim())),
    ),
  );
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
