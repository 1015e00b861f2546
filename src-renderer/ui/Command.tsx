/** A command, word for word; words with spaces are quoted as a shell would want them. */
export function Command({ argv }: { readonly argv: readonly string[] }) {
  return <code className="rounded bg-sunken px-1.5 py-0.5">{argv.map(quoted).join(' ')}</code>;
}

export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
