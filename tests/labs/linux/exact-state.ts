import type { Machine } from './machine.ts';

/**
 * The full state of files, links, folders (without entries and time) and block devices, one text a path: type, mode, owner, time
 * to the second, content hash, ACL, extended attributes, flags such as immutable. Equal texts mean the same to the byte. Read
 * with plain tools inside the machine, which sees ACLs and attributes as the product does. `/dev/sdx:BYTES` is the beginning of a device.
 */
export async function exactState(machine: Machine, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const states = new Map<string, string>();
  for (const path of paths) states.set(path, await machine.must(['sh', '-c', script, 'sh', path], { timeoutMs: 120_000 }));
  return states;
}

/** Paths whose state is not the same in both, with both texts, for the report. */
export function stateDifferences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  return [...before]
    .filter(([path, state]) => after.get(path) !== state)
    .map(([path, state]) => `${path}: was ${state}, is ${after.get(path)}`);
}

const script = `
p=$1
case $p in /dev/*:*) d=\${p%:*}; sync; blockdev --flushbufs "$d" || exit 1; head -c "\${p##*:}" "$d" | sha256sum; exit 0;; esac
if [ ! -e "$p" ] && [ ! -L "$p" ]; then echo absent; exit 0; fi
if [ -b "$p" ]; then sync; blockdev --flushbufs "$p"; sha256sum <"$p"; exit 0; fi
if [ -d "$p" ]; then stat -c '%F %a %u:%g' -- "$p"; else stat -c '%F %a %u:%g %Y' -- "$p"; fi
if [ -L "$p" ]; then readlink -- "$p"; exit 0; fi
if [ -f "$p" ]; then sha256sum <"$p"; fi
getfacl -cnE -- "$p" 2>/dev/null
getfattr -d -e hex -m '^(user|security|trusted|system)' --absolute-names -- "$p"
lsattr -d -- "$p" 2>/dev/null | cut -d' ' -f1
exit 0
`;
