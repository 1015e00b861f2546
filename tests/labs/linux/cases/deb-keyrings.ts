import { type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const folder = '/etc/apt/trusted.gpg.d';
const closed = `${folder}/debian-archive-bookworm-stable.asc`;
const page = `${folder}/vendor.gpg`;

export const keyrings: LabCase = {
  id: 'deb-keyrings',
  routines: ['deb-keyrings'],
  title: 'a key that only root may read, and an error page saved as a key',
  inject: async (machine) => {
    await machine.must(['chmod', '0600', closed]);
    machine.write(page, '<!DOCTYPE html><html><head><title>404 Not Found</title></head></html>\n');
  },
  oracle: keysAreUsable,
  allowedChanges: [closed, page],
  undo: 'exact',
  exactPaths: () => [closed, page],
};

/** Reads every key as the user as whom apt checks signatures, and looks at its first bytes. */
export async function keysAreUsable(machine: Machine): Promise<Verdict> {
  const script = [
    `for f in ${folder}/*.asc ${folder}/*.gpg; do`,
    '  [ -e "$f" ] || continue',
    '  runuser -u _apt -- cat "$f" >/dev/null 2>&1 || echo closed',
    '  case $f in *.asc) grep -q "BEGIN PGP PUBLIC KEY BLOCK" "$f" || echo foreign;;',
    '  *) [ -s "$f" ] && case $(od -An -tx1 -N1 "$f") in *98|*99|*c6) ;; *) echo foreign;; esac;; esac',
    'done; true',
  ];
  const said = (await machine.must(['sh', '-c', script.join('\n')])).split('\n');
  const count = (word: string): number => said.filter((line) => line === word).length;
  return verdict([
    [count('closed') === 0, `${count('closed')} closed`],
    [count('foreign') === 0, `${count('foreign')} no keys`],
  ]);
}
