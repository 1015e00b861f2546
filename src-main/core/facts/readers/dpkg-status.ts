/** What is wrong with a copy of dpkg's status; null: nothing. `missing`: packages with files that it does not know. */
export type StatusVerdict = { readonly packages: number; readonly missing: readonly string[]; readonly why: string | null };

/**
 * Judges the bytes of dpkg's status file. `withFiles`: the names (with `:arch` where their files have it) of which dpkg
 * keeps lists of files; a sound status, with the pieces of an interrupted run that it has not yet taken in, knows nearly
 * all of them. Source: dpkg(1), deb-control(5); damage seen on Debian 12.
 */
export function judgeStatus(bytes: Uint8Array, withFiles: readonly string[], pieces: readonly Uint8Array[] = []): StatusVerdict {
  const text = Buffer.from(bytes).toString('latin1');
  const stanzas = text.split(/\n(?:[ \t]*\n)+/).filter((stanza) => stanza.trim() !== '');
  const known = new Set<string>();
  let cut = 0;
  for (const stanza of stanzas) {
    const name = /^Package: (\S+)$/m.exec(stanza)?.[1];
    const arch = /^Architecture: (\S+)$/m.exec(stanza)?.[1];
    if (name === undefined || !/^Status: \S+ \S+ \S+$/m.test(stanza)) cut += 1;
    else known.add(name).add(`${name}:${arch ?? ''}`);
  }
  for (const piece of pieces) {
    const [, name] = /^Package: (\S+)$/m.exec(Buffer.from(piece).toString('latin1')) ?? [];
    if (name !== undefined) known.add(name);
  }
  const missing = withFiles.filter((name) => !known.has(name) && !known.has(name.replace(/:.*/, '')));
  const why = text.includes('\0')
    ? 'it is filled with zeros in part'
    : stanzas.length === 0
      ? 'it is empty'
      : text.at(-1) !== '\n'
        ? 'it is cut off'
        : cut > 0
          ? `${cut} of its entries are incomplete`
          : missing.length > Math.max(2, withFiles.length / 50)
            ? `it does not know ${missing.length} packages whose files are here`
            : null;
  return { packages: stanzas.length - cut, missing, why };
}
