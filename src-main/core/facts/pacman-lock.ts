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
    const bytes = await orAbsent(target.files.read({ text: `${entry.text}/comm` }, 4096));
    const name = bytes === null ? '' : new TextDecoder().decode(bytes).trim();
    if (users.test(name)) names.add(name);
  }
  return [...names];
}
