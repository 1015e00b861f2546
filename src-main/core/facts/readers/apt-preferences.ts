export type BadPreference = { readonly line: number; readonly text: string; readonly why: string };

/**
 * Records of a preferences file that make apt refuse all work. As apt itself judges: a line that is no field, a record
 * without a package, a known kind of pin without a priority. Source: apt_preferences(5); answers of apt 2.6 on Debian 12.
 */
export function badPreferences(text: string): BadPreference[] {
  const lines = text.split('\n');
  const bad: BadPreference[] = [];
  let start = 0;
  for (let index = 0; index <= lines.length; index += 1) {
    if ((lines[index] ?? '').trim() !== '') continue;
    const record = lines.slice(start, index).filter((line) => !line.startsWith('#'));
    const why = record.length === 0 ? null : judge(record);
    if (why !== null) bad.push({ line: start + 1, text: record[0] ?? '', why });
    start = index + 1;
  }
  return bad;
}

function judge(record: readonly string[]): string | null {
  if (record.some((line) => !/^(\s|[^\s:]+:)/.test(line))) return 'it has a line that is no field';
  const field = (name: string): string =>
    record
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim() ?? '';
  if (field('package') === '') return 'it names no package';
  if (!/^(version|release|origin)\b/i.test(field('pin'))) return null;
  return Number.parseInt(field('pin-priority'), 10) ? null : 'it gives no priority';
}

/** A record that forbids every version of every package, as `Pin: release *` with a negative priority does. Source: apt_preferences(5). */
export function forbidsEverything(text: string): BadPreference | null {
  const lines = text.split('\n');
  let start = 0;
  for (let index = 0; index <= lines.length; index += 1) {
    if ((lines[index] ?? '').trim() !== '') continue;
    const record = lines.slice(start, index).filter((line) => !line.startsWith('#'));
    const has = (pattern: RegExp): boolean => record.some((line) => pattern.test(line));
    if (has(/^package:\s*\*\s*$/i) && has(/^pin:\s*(release|version|origin)\s+\*\s*$/i) && has(/^pin-priority:\s*-\d+\s*$/i))
      return { line: start + 1, text: record[0] ?? '', why: 'it forbids every package' };
    start = index + 1;
  }
  return null;
}

/** Whether some record allows anything. */
export function allowsSomething(text: string): boolean {
  return /^pin-priority:\s*[1-9]/im.test(text);
}
