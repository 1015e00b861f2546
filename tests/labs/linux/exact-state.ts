import type { Machine } from './machine.ts';
import { timed } from './stopwatch.ts';

/**
 * The full state of files, links, folders (without entries and time) and block devices, one text a path: type, mode, owner, time
 * to the second, content hash, ACL, extended attributes, flags such as immutable. Equal texts mean the same to the byte. Read
 * with plain tools inside the machine, which sees ACLs and attributes as the product does. `/dev/sdx:BYTES` is the beginning of a device.
 */
export async function exactState(machine: Machine, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (paths.length === 0) return new Map();
  const said = await timed('comparison', () => machine.must(['sh', '-c', script, 'sh', ...paths]));
  const states = said.split('\0');
  if (states.length !== paths.length + 1)
    throw new Error(`the state of ${paths.length} paths was asked for, and ${states.length - 1} came`);
  return new Map(paths.map((path, index) => [path, states[index] ?? '']));
}

/** Paths whose state is not the same in both, with both texts, for the report. */
export function stateDifferences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  return [...before]
    .filter(([path, state]) => after.get(path) !== state)
    .map(([path, state]) => `${path}: was ${state}, is ${after.get(path)}`);
}

/** For each of its arguments its state, each ended by a zero byte. */
const script = `
state() {
case $1 in /dev/*:*) d=\${1%:*}; sync; blockdev --flushbufs "$d" || exit 1; head -c "\${1##*:}" "$d" | sha256sum; return;; esac
if [ ! -e "$1" ] && [ ! -L "$1" ]; then echo absent; return; fi
if [ -b "$1" ]; then sync; blockdev --flushbufs "$1"; sha256sum <"$1"; return; fi
if [ -d "$1" ]; then stat -c '%F %a %u:%g' -- "$1"; else stat -c '%F %a %u:%g %Y' -- "$1"; fi
if [ -L "$1" ]; then readlink -- "$1"; return; fi
if [ -f "$1" ]; then sha256sum <"$1"; fi
getfacl -cnE -- "$1" 2>/dev/null
getfattr -d -e hex -m '^(user|security|trusted|system)' --absolute-names -- "$1"
lsattr -d -- "$1" 2>/dev/null | cut -d' ' -f1
}
for path; do state "$path"; printf '\\0'; done
`;
