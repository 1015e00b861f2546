import { type Change, difference } from './changed-files.ts';
import { matchesAny } from './globs.ts';
import { sleep } from './host.ts';
import { type Machine, bootMachine } from './machine.ts';
import { users } from './recipe.ts';
import type { Result } from './row.ts';

/** What changes on any boot without us, and when somebody logs in; `lab.ts` compares it with a real boot (`measureBaseline`). */
export const bootChanges: readonly string[] = [
  '/tmp/.*-unix',
  '/tmp/systemd-private-*',
  '/var/tmp/systemd-private-*',
  '/tmp/systemd-private-*/tmp',
  '/var/tmp/systemd-private-*/tmp',
  '/var/lib/systemd/**',
  '/var/lib/private',
  '/var/log/journal/**',
  '/var/log/lastlog',
  '/var/log/wtmp',
  '/var/log/btmp',
];

/** The product's own stores: of the machine, and of each person. The folders on the way to one may be made too. */
export const ownStores: readonly string[] = [
  '/var/lib/rescuepc',
  '/var/lib/rescuepc/**',
  ...['/root', '/home/*'].flatMap((home) => [
    `${home}/.local`,
    `${home}/.local/state`,
    `${home}/.local/state/rescuepc`,
    `${home}/.local/state/rescuepc/**`,
  ]),
];

/** Of these changes, the ones that nobody allowed: neither a boot, nor our stores, nor `allowed`. */
export function unexpected(changes: readonly Change[], allowed: readonly string[] = []): readonly Change[] {
  const patterns = [...bootChanges, ...ownStores, ...allowed];
  return changes.filter((change) => !matchesAny(change.path, patterns));
}

/** What changed in a machine, since `before` if given, that nobody allowed. */
export function unexpectedChanges(machine: Machine, allowed: readonly string[], before: readonly Change[] = []): readonly Change[] {
  return unexpected(difference(before, machine.changedFiles()), allowed);
}

/** Proves that a boot without us changes only what the list says. */
export async function proveBaseline(): Promise<Result> {
  const wrong = unexpected(await measureBaseline(5000));
  return { failures: wrong.map(({ change, path }) => `a boot also changes ${path} (${change})`) };
}

/** All changes of a pristine machine that boots, lets everybody log in once, idles for `idleMs` and restarts. */
async function measureBaseline(idleMs: number): Promise<readonly Change[]> {
  const machine = await bootMachine();
  try {
    await machine.must(['true']);
    for (const user of users) await machine.must(['true'], { user: user.name });
    await sleep(idleMs);
    const first = machine.changedFiles();
    await machine.restart();
    return [...first, ...difference(first, machine.changedFiles())];
  } finally {
    machine.off();
  }
}
