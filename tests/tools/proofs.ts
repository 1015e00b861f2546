/** Where proofs are looked for: the ids of the lab's rows, and the text of a file of the repository (null: there is none). */
export type Proofs = { readonly rows: readonly string[]; readonly read: (file: string) => string | null };

const heading = 'proved by';
/** `ROW`, or `FILE` "a part of the name of a test in it". */
const proof = /`([^`]+)`(?: "([^"]+)")?/g;

/** What is wrong with the tables of a page: each line has to name, in the last column, rows and tests that are there. */
export function wrongProofs(page: string, proofs: Proofs): string[] {
  const wrong: string[] = [];
  let tables = 0;
  let inTable = false;
  for (const line of page.split('\n')) {
    const cells = cellsOf(line);
    const last = cells?.at(-1) ?? '';
    if (cells === null || /^:?-+:?$/.test(last)) {
      inTable &&= cells !== null;
      continue;
    }
    if (inTable) wrong.push(...wrongLine(cells[0] ?? '', last, proofs));
    else {
      tables += 1;
      if (last !== heading) wrong.push(`the table of '${cells[0] ?? ''}' has no last column '${heading}'`);
    }
    inTable = true;
  }
  return tables === 0 ? ['there is no table'] : wrong;
}

function wrongLine(what: string, last: string, { rows, read }: Proofs): string[] {
  const named = [...last.matchAll(proof)];
  if (named.length === 0) return [`'${what}' is proved by nothing`];
  const rest = last.replaceAll(proof, '').replaceAll(/[ ,]/g, '');
  const unread = rest === '' ? [] : [`'${what}': '${rest}' is neither a row nor a test`];
  const gone = named.flatMap(([, name = '', words]) => {
    if (!name.includes('/')) return rows.includes(name) ? [] : [`'${what}': there is no row '${name}'`];
    const text = read(name);
    if (text === null) return [`'${what}': there is no ${name}`];
    if (words === undefined) return [`'${what}': which test of ${name}?`];
    return text.includes(words) ? [] : [`'${what}': no test of ${name} is called "${words}"`];
  });
  return [...unread, ...gone];
}

/** The cells of a line of a table; null: it is none. */
function cellsOf(line: string): string[] | null {
  if (!/^\|.*\|$/.test(line)) return null;
  return line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}
