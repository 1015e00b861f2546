import { busy, healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always } from '../steps.js';

const file = '/var/lib/pacman/db.lck';
/** A lock that young may be of a program that this look has missed. */
const oldSeconds = 600;

export const archPacmanStaleLock = defineRoutine({
  id: 'arch-pacman-stale-lock',
  os: ['linux'],
  title: 'Take away a lock that a dead update left behind',
  explains:
    'An update was cut off and left its lock behind, so that nothing can be installed or updated any more. No package program is at work; the lock, an empty file, is moved to quarantine.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['no-updates'],
  target: 'running',
  confirmed: 'lab',
  source: 'pacman(8); transcripts pacman-db-lock; pacman 6.0.2',
  params: {},
  reads: ['pacman-lock'],
  diagnose(facts) {
    const lock = facts['pacman-lock'];
    if (!lock.known) return unknown(lock);
    const { present, users, ageSeconds, olderThanBoot } = lock.value;
    if (!present) return healthy("pacman's database is not locked.", lock.evidence);
    if (users.length > 0) return busy(`${users.join(', ')} is installing packages right now.`, lock.evidence);
    if (!olderThanBoot && ageSeconds < oldSeconds)
      return busy('pacman was locked a few minutes ago; if it is still locked in ten minutes, look again.', lock.evidence);
    return needed('critical', 'Nothing can be installed: a lock was left behind by a package program that no longer runs.', lock.evidence);
  },
  plan() {
    const step = { kind: 'move-aside', scope: 'machine', title: 'Quarantine the lock', path: { text: file } } as const;
    return always([step]);
  },
});
