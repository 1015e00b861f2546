const variable = /(^|[\s=])(["']?)LD_PRELOAD=(["']?)([^"'\n]*?)\3(?=\2?(\s|$))/;

/**
 * Libraries that a line forces into programs. `own`: of /etc/ld.so.preload, where names stand between blanks and colons;
 * else a line of an environment file, or `DefaultEnvironment=` of systemd. Sources: ld.so(8), systemd-system.conf(5).
 */
export function preloadsIn(line: string, own: boolean): string[] {
  if (!own && /^\s*[#;]/.test(line)) return [];
  const names = own ? line.replace(/#.*/, '') : (variable.exec(line)?.[4] ?? '');
  return names.split(/[\s:]+/).filter((word) => word !== '');
}

/** The line without the chosen libraries; null: nothing else stands in it, so that it can go as a whole. */
export function withoutPreloads(line: string, chosen: readonly string[], own: boolean): string | null {
  const kept = preloadsIn(line, own).filter((library) => !chosen.includes(library));
  if (own) return kept.length === 0 ? null : kept.join(' ');
  if (kept.length > 0)
    return line.replace(variable, (whole, _before: string, _quote: string, _inner: string, names: string) =>
      whole.replace(names, kept.join(':')),
    );
  const rest = line.replace(variable, '$1').replace(/^(export|DefaultEnvironment=|["'\s])*$/, '');
  return rest.trim() === '' ? null : rest;
}
