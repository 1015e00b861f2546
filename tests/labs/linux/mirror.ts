import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The Debian mirror this host itself uses for a suite, read from its apt sources at run time (`RESCUEPC_LAB_MIRROR` wins),
 * so that no address stands in the repository.
 */
export function hostMirror(suite: string): string {
  const own = process.env['RESCUEPC_LAB_MIRROR'];
  if (own !== undefined) return own;
  const found = sourceFiles().flatMap((file) => mirrorsIn(file, readFileSync(file, 'utf8'), suite));
  const first = found[0];
  if (first === undefined) throw new Error(`no apt source of this host has the suite ${suite}; set RESCUEPC_LAB_MIRROR`);
  return first;
}

function sourceFiles(): readonly string[] {
  const parts = '/etc/apt/sources.list.d';
  const list = readdirSync(parts).filter((name) => /\.(list|sources)$/.test(name));
  return [...list.map((name) => join(parts, name)), '/etc/apt/sources.list'].filter((file) => readable(file));
}

function readable(file: string): boolean {
  try {
    readFileSync(file);
    return true;
  } catch {
    return false;
  }
}

/** Both formats of apt: one line a source (`.list`) and stanzas (`.sources`). */
function mirrorsIn(file: string, text: string, suite: string): readonly string[] {
  if (file.endsWith('.sources')) {
    return text
      .split(/\n\s*\n/)
      .filter((stanza) => (/^Suites:(.*)$/m.exec(stanza)?.[1] ?? '').split(/\s+/).includes(suite))
      .flatMap((stanza) => /^URIs:\s*(\S+)/m.exec(stanza)?.[1] ?? []);
  }
  return text.split('\n').flatMap((line) => {
    const match = /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)/.exec(line);
    return match?.[2] === suite && match[1] !== undefined ? [match[1]] : [];
  });
}
