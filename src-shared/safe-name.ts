/** The longest name of a file that common file systems hold, in bytes. Source: NAME_MAX in limits.h. */
const longestName = 255;

/**
 * Whether a text may be the name of one file or folder, and leads nowhere else. The one rule for names that come from a disk, an archive,
 * a command's output or a record, and become part of a path: not empty, not `.` or `..`, no `/`, no control characters, not too long.
 */
export function isSafeName(name: string): boolean {
  return !['', '.', '..'].includes(name) && !/[/\p{Cc}]/u.test(name) && new TextEncoder().encode(name).length <= longestName;
}
