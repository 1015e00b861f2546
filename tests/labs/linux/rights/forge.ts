import { createHash } from 'node:crypto';

type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

/** JSON with sorted keys, as the journal's hashes are over it. */
function sorted(value: Value): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  const entries = Object.entries(value as { readonly [name: string]: Value }).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${sorted(inner)}`).join(',')}}`;
}

/** The journal with changed rows and a hash chain that holds: anybody can make one. */
export function forge(journal: string, change: (line: string, index: number) => string): string {
  let prev: string | undefined;
  const lines = journal
    .trimEnd()
    .split('\n')
    .map((line, index) => {
      const { hash: _hash, ...row } = JSON.parse(change(line, index)) as { readonly [name: string]: Value };
      const open = prev === undefined ? row : { ...row, prev };
      prev = createHash('sha256').update(sorted(open)).digest('hex');
      return JSON.stringify({ ...open, hash: prev });
    });
  return `${lines.join('\n')}\n`;
}

/** A change for `forge`: other words in every row. */
export function replacing(from: string, to: string): (line: string) => string {
  return (line) => line.replaceAll(from, to);
}
