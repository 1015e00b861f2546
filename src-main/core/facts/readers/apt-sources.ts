import { perLine } from '../../foreign-lines.js';

export type BadLine = { readonly line: number; readonly text: string; readonly why: string };

/**
 * Lines of a one-line source file that apt refuses: `deb [options] URI SUITE [COMPONENT...]`. `methods`: the
 * transports that are installed; empty: not known, then the transport is not judged. Source: sources.list(5).
 */
export function malformedOneLine(text: string, methods: ReadonlySet<string>): BadLine[] {
  return perLine(text, (raw, index) => {
    const line = raw.replace(/#.*/, '').trim();
    const why = line === '' ? null : judgeLine(line, methods);
    return why === null ? [] : [{ line: index + 1, text: raw, why }];
  });
}

function judgeLine(line: string, methods: ReadonlySet<string>): string | null {
  const match = /^(\S+)\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s*(.*)/.exec(line);
  if (!match) return 'it has no type, address and suite';
  const [, type = '', uri = '', suite = '', components = ''] = match;
  if (type !== 'deb' && type !== 'deb-src') return `it begins with '${type}' instead of deb or deb-src`;
  const why = judgeUri(uri, methods);
  if (why !== null) return why;
  return !suite.endsWith('/') && components.trim() === '' ? 'it names no component' : null;
}

function judgeUri(uri: string, methods: ReadonlySet<string>): string | null {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(uri)?.[1];
  if (scheme === undefined) return `'${uri}' is not an address`;
  return methods.size > 0 && !methods.has(scheme) ? `there is no transport called '${scheme}'` : null;
}

/** Stanzas of a .sources file without a type, an address or a suite, or with a transport that is not there. */
export function malformedDeb822(text: string, methods: ReadonlySet<string>): BadLine[] {
  const bad: BadLine[] = [];
  const lines = text.split('\n');
  let start = 0;
  for (let index = 0; index <= lines.length; index += 1) {
    if ((lines[index] ?? '').trim() !== '') continue;
    const stanza = lines.slice(start, index);
    const why = stanza.some((line) => line.trim() !== '' && !line.startsWith('#')) ? judgeStanza(stanza, methods) : null;
    if (why !== null) bad.push({ line: start + 1, text: stanza.find((line) => !line.startsWith('#')) ?? '', why });
    start = index + 1;
  }
  return bad;
}

function judgeStanza(stanza: readonly string[], methods: ReadonlySet<string>): string | null {
  const field = (name: string): string =>
    stanza
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim() ?? '';
  if (/^no$/i.test(field('enabled'))) return null;
  for (const name of ['types', 'uris', 'suites']) if (field(name) === '') return `it has no '${name}' field`;
  return (
    field('uris')
      .split(/\s+/)
      .map((uri) => judgeUri(uri, methods))
      .find((why) => why !== null) ?? null
  );
}
