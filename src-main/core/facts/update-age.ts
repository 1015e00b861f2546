import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Evidence } from '../../../src-shared/contract/words.js';
import type { Target } from '../ports.js';
import { stdoutText, unread } from './raw.js';
import { lastAptUpgrade, lastPacmanUpgrade } from './readers/apt-history.js';
import { namesIn, readText } from './read-text.js';
import { defineFact } from './types.js';

/** Whole days. null: nothing is noted about it. `listsDays`: since the lists of packages were fetched. */
export type UpdateAge = { readonly listsDays: number | null; readonly upgradeDays: number | null };

const dayMs = 86_400_000;
const largest = 64 * 1024 * 1024;

/** When this system was last updated, from what apt and pacman note themselves. No network, nothing is fetched. */
export const updateAge = defineFact<UpdateAge>({
  id: 'update-age',
  title: 'Last update',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  async read({ target, signal }): Promise<ReadingOf<UpdateAge>> {
    const apt = (await target.files.stat({ text: '/var/lib/apt/lists' })) !== null;
    const pacman = !apt && (await target.files.stat({ text: '/var/lib/pacman/sync' })) !== null;
    if (!apt && !pacman)
      return unread('not-applicable', 'Only the notes of apt and pacman are read here, and this system has neither.', '');
    const lists = apt ? await newest(target, aptStamps(await namesIn(target, '/var/lib/apt/lists'))) : await pacmanLists(target);
    const upgrade = apt
      ? await aptUpgrade(target, signal)
      : lastPacmanUpgrade((await readText(target, '/var/log/pacman.log', largest)) ?? '');
    if (lists === null && upgrade === null) return unread('failed', 'Nothing is noted about updates of this system.', '');
    const value = { listsDays: daysSince(lists), upgradeDays: daysSince(upgrade) };
    const evidence: Evidence[] = [
      { source: apt ? '/var/lib/apt/lists' : '/var/lib/pacman/sync', line: words(lists), meaning: 'lists of packages were fetched' },
      { source: apt ? '/var/log/apt/history.log' : '/var/log/pacman.log', line: words(upgrade), meaning: 'packages were upgraded' },
    ];
    return { known: true, value, evidence };
  },
});

/** A list's own time is that of its server; apt's working folder and stamp have the time of the fetch. The newest of all counts. */
function aptStamps(names: readonly string[]): string[] {
  const lists = names.filter((name) => /(InRelease|_Release)$/.test(name)).map((name) => `/var/lib/apt/lists/${name}`);
  return ['/var/lib/apt/periodic/update-success-stamp', ...(lists.length === 0 ? [] : ['/var/lib/apt/lists/partial']), ...lists];
}

async function pacmanLists(target: Target): Promise<number | null> {
  const names = await namesIn(target, '/var/lib/pacman/sync');
  return newest(
    target,
    names.filter((name) => name.endsWith('.db')).map((name) => `/var/lib/pacman/sync/${name}`),
  );
}

/** Of the current log, else of the one before, which logrotate has packed. */
async function aptUpgrade(target: Target, signal: AbortSignal): Promise<number | null> {
  const current = lastAptUpgrade((await readText(target, '/var/log/apt/history.log', largest)) ?? '');
  const before = '/var/log/apt/history.log.1.gz';
  if (current !== null || (await target.files.stat({ text: before })) === null) return current;
  const raw = await target.exec.run({ argv: ['gzip', '-dc', before], timeoutMs: 5_000, signal });
  return raw.code === 0 ? lastAptUpgrade(stdoutText(raw)) : null;
}

async function newest(target: Target, paths: readonly string[]): Promise<number | null> {
  const stats = await Promise.all(paths.map((path) => target.files.stat({ text: path })));
  const times = stats.flatMap((stat) => (stat === null ? [] : [stat.mtimeMs]));
  return times.length === 0 ? null : Math.max(...times);
}

function daysSince(at: number | null): number | null {
  return at === null ? null : Math.max(0, Math.floor((Date.now() - at) / dayMs));
}

function words(at: number | null): string {
  return at === null ? 'not noted' : new Date(at).toISOString().slice(0, 10);
}
