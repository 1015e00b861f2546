export type FoundFile = {
  readonly path: string;
  readonly mode: number;
  readonly bytes: number;
  readonly uid: number;
  readonly gid: number;
};

/** Entries of `find -printf '%m %s %U %G %p\0'`; null: something else. */
export function readFound(text: string): FoundFile[] | null {
  const files: FoundFile[] = [];
  for (const entry of text.split('\0').filter((one) => one !== '')) {
    const [, mode, size, uid, gid, path] = /^([0-7]+) (\d+) (\d+) (\d+) (\/[\s\S]*)$/.exec(entry) ?? [];
    if (mode === undefined || path === undefined) return null;
    files.push({ path, mode: Number.parseInt(mode, 8), bytes: Number(size), uid: Number(uid), gid: Number(gid) });
  }
  return files;
}
