import type { Item } from '../../../../src-shared/contract/plan.js';
import { formatBytes } from '../../bytes.js';
import type { UserCache } from '../../facts/user-caches.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always } from '../steps.js';

/** Nothing irreplaceable: only what `known-caches.ts` names, each with why its program makes or fetches it again; all else stays. */
export const anyUserCacheClean = defineRoutine({
  id: 'any-user-cache-clean',
  os: ['linux'],
  title: "Clean users' caches",
  explains:
    'Programs keep copies of things they can fetch or make again. Those of well-known programs (web pages, previews of pictures, packages, compiled code) are deleted to make room; the programs are slower for a while. Everything else there stays, since some programs keep in the same place what exists only once.',
  scope: 'user',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['disk-full'],
  frees: true,
  target: 'running',
  confirmed: 'lab',
  source: 'XDG Base Directory Specification: $XDG_CACHE_HOME; for each cache see src-main/core/known-caches.ts',
  params: { minMegabytes: { type: 'number', title: 'Clean caches larger than this (MB)', min: 0, max: 1_000_000, default: 1_000 } },
  reads: ['user-caches'],
  diagnose(facts) {
    const caches = facts['user-caches'];
    if (!caches.known) return unknown(caches);
    const items = caches.value.flatMap(itemsOf);
    const large = caches.value.filter(({ allocated }) => allocated >= largeBytes);
    if (large.length > 0) return needed('info', `Large caches: ${large.map(titleOf).join(', ')}.`, caches.evidence, items);
    const unread = items.find((item) => item.outcome === 'unknown');
    if (unread)
      return {
        outcome: 'unknown',
        severity: 'info',
        summary: `Not every user's cache could be read (${unread.title}).`,
        evidence: caches.evidence,
        items,
      };
    return healthy('No user has a large cache.', caches.evidence, items);
  },
  plan({ facts, items, params }) {
    const caches = facts['user-caches'];
    if (!caches.known) return [];
    const least = Number(params['minMegabytes'] ?? 1_000) * 1_000_000;
    const steps = caches.value
      .filter(({ allocated }) => allocated >= least)
      .flatMap(({ user, folder, programs }) =>
        programs
          .filter(({ program, entries }) => items.includes(`${user}/${program}`) && entries.length > 0)
          .map(({ program, entries }) => ({
            kind: 'delete' as const,
            scope: 'user' as const,
            user,
            item: `${user}/${program}`,
            title: `Delete the cache of ${user}/${program}`,
            within: { text: folder },
            entries: [...entries],
            onFailure: 'keep' as const,
          })),
      );
    return always(steps);
  },
});

/** A user's caches of this size together are worth naming: 1 GB. */
const largeBytes = 1_000_000_000;
/** Of these, a program's own is worth deleting: 1 MB. */
const leastBytes = 1_000_000;

/** An item for each program, named USER/PROGRAM; one for the user himself where there is none, or not all could be read. */
function itemsOf(cache: UserCache): Item[] {
  const { user, folder, programs, allocated, unread } = cache;
  const items = programs.map((one): Item => ({
    id: `${user}/${one.program}`,
    user,
    title: `${user}: ${formatBytes(one.allocated)} in ${folder}/${one.program}`,
    outcome: allocated >= largeBytes && one.allocated >= leastBytes ? 'needed' : 'healthy',
    evidence: [{ source: `${folder}/${one.program}`, line: formatBytes(one.allocated), meaning: 'on the disk' }],
  }));
  if (unread !== null) return [...items, { id: user, user, title: `${user}: ${unread}`, outcome: 'unknown', evidence: [] }];
  return items.length > 0 ? items : [{ id: user, user, title: titleOf(cache), outcome: 'healthy', evidence: [] }];
}

function titleOf({ user, folder, allocated }: UserCache): string {
  return `${user}: ${formatBytes(allocated)} in ${folder}`;
}
