import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Target } from '../ports.js';
import { unread } from './raw.js';
import { orAbsent } from './read-text.js';
import { defineFact } from './types.js';

const file = '/var/lib/pacman/db.lck';
const users = /^(pacman|pamac(-daemon|-manager|-tray)?|packagekitd|yay|paru|octopi.*|pkcon|pacstrap)$/;

export type PacmanLock = {
  readonly present: boolean;
  readonly ageSeconds: number;
  readonly olderThanBoot: boolean;
  /** Programs at work that use pacman's database. */
  readonly users: readonly string[];
};

/** pacman's lock: unlike dpkg's it is the file itself, so one that outlives its program stays for ever. */
export const pacmanLock = defineFact<PacmanLock>({
  id: 'pacman-lock',
  title: "pacman's lock",
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  runningOnly: true,
  async read({ target }): Promise<ReadingOf<PacmanLock>> {
    if ((await target.files.stat({ text: '/var/lib/pacman' })) === null)
      return unread('not-applicable', 'This system does not use pacman.', '');
    const stat = await target.files.stat({ text: file });
    const [bootSeconds, nowSeconds] = await clock(target);
    const running = stat === null ? [] : await packagePrograms(target);
    const changed = (stat?.mtimeMs ?? 0) / 1000;
    const value = {
      present: stat !== null,
      ageSeconds: Math.round(nowSeconds - changed),
      olderThanBoot: changed < bootSeconds,
      users: running,
    };
    const who = running.length === 0 ? 'no package program runs' : `${running.join(', ')} is at work`;
    const line = stat === null ? 'absent' : `${value.ageSeconds} s old${value.olderThanBoot ? ', from before the last start' : ''}`;
    return { known: true, value, evidence: [{ source: file, line, meaning: stat === null ? 'pacman is free' : who }] };
  },
});

/** When the system was started, and now, in seconds: both by the kernel. */
async function clock(target: Target): Promise<[number, number]> {
  const text = async (path: string): Promise<string> => new TextDecoder().decode(await target.files.read({ text: path }, 4_000_000));
  const boot = Number(/^btime (\d+)$/m.exec(await text('/proc/stat'))?.[1] ?? 0);
  return [boot, boot + Number((await text('/proc/uptime')).split(' ')[0] ?? 0)];
}

async function packagePrograms(target: Target): Promise<string[]> {
  const names = new Set<string>();
  for (const entry of await target.files.list({ text: '/proc' })) {
    if (!/^\/proc\/\d+$/.test(entry.text)) continue;
    // null: it has ended since.
    const name = await orAbsent(rootsProgram(target, entry.text));
    if (name !== null && users.test(name)) names.add(name);
  }
  return [...names];
}

/** The program of a process of root's, since only root changes the database; null: somebody else's, who may call it what he likes. */
async function rootsProgram(target: Target, folder: string): Promise<string | null> {
  const status = new TextDecoder().decode(await target.files.read({ text: `${folder}/status` }, 100_000));
  if (/^Uid:\s*(\d+)/m.exec(status)?.[1] !== '0') return null;
  // Not its name: whoever starts a setuid program gives it one. Only where the program may not be seen is it by that.
  const program = await target.files.readLink({ text: `${folder}/exe` }).catch(() => null);
  return program === null ? (/^Name:\s*(\S+)/m.exec(status)?.[1] ?? null) : posix.basename(program.replace(/ \(deleted\)$/, ''));
}
