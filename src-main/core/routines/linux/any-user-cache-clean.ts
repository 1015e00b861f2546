import { formatBytes } from '../../bytes.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always } from '../steps.js';

export const anyUserCacheClean = defineRoutine({
  id: 'any-user-cache-clean',
  os: ['linux'],
  title: "Clean users' caches",
  explains:
    'Programs keep copies of things they can fetch or make again. They are deleted to make room; the programs are slower for a while. Documents, mail, passwords and settings do not lie there and are not touched.',
  scope: 'user',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['disk-full'],
  frees: true,
  target: 'running',
  confirmed: 'lab',
  source: 'XDG Base Directory Specification: $XDG_CACHE_HOME holds non-essential data',
  params: { minMegabytes: { type: 'number', title: 'Clean caches larger than this (MB)', min: 0, max: 1_000_000, default: 1_000 } },
  reads: ['user-caches'],
  diagnose(facts) {
    const caches = facts['user-caches'];
    if (!caches.known) return unknown(caches);
    const items = caches.value.map((cache) => ({
      id: cache.user,
      user: cache.user,
      title: cache.unread === null ? `${cache.user}: ${formatBytes(cache.allocated)} in ${cache.folder}` : `${cache.user}: ${cache.unread}`,
      outcome: cache.unread !== null ? ('unknown' as const) : cache.allocated >= largeBytes ? ('needed' as const) : ('healthy' as const),
      evidence: caches.evidence.filter((entry) => entry.source === cache.folder),
    }));
    const large = items.filter((item) => item.outcome === 'needed');
    if (large.length > 0) return needed('info', `Large caches: ${large.map((item) => item.title).join(', ')}.`, caches.evidence, items);
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
      .filter((cache) => items.includes(cache.user) && cache.allocated >= least && cache.entries.length > 0)
      .map((cache) => ({
        kind: 'delete' as const,
        scope: 'user' as const,
        user: cache.user,
        item: cache.user,
        title: `Delete the cache of ${cache.user}`,
        within: { text: cache.folder },
        entries: [...cache.entries],
        onFailure: 'keep' as const,
      }));
    return always(steps);
  },
});

/** A cache of this size is worth naming: 1 GB. */
const largeBytes = 1_000_000_000;
