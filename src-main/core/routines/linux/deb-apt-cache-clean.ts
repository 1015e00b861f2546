import { formatBytes } from '../../bytes.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { packagesBusy } from './package-busy.js';
import { always } from '../steps.js';

/** Kept archives of this size are worth naming: 500 MB. */
const largeBytes = 500_000_000;

/**
 * Nothing irreplaceable: archives of packages, which apt fetches again; as with 'apt-get clean', which many systems run by themselves.
 */
export const debAptCacheClean = defineRoutine({
  id: 'deb-apt-cache-clean',
  os: ['linux'],
  title: 'Delete package archives that are installed already',
  explains:
    'The package manager keeps every archive that it has fetched, also when the program in it is installed long since. They are deleted to make room; installed programs stay, and an archive that is needed again is fetched again.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['disk-full'],
  frees: true,
  target: 'any',
  confirmed: 'lab',
  source: 'apt-get(8): clean',
  params: {},
  reads: ['apt-archives', 'package-lock'],
  diagnose(facts) {
    const archives = facts['apt-archives'];
    if (!archives.known) return unknown(archives);
    const working = packagesBusy(facts['package-lock']);
    if (working) return working;
    const { entries, allocated } = archives.value;
    if (allocated < largeBytes) return healthy('Few package archives are kept.', archives.evidence);
    return needed('info', `${entries.length} package archives take ${formatBytes(allocated)}.`, archives.evidence);
  },
  plan({ facts, diagnosis }) {
    const archives = facts['apt-archives'];
    if (!archives.known || diagnosis.outcome !== 'needed') return [];
    return always([
      {
        kind: 'delete',
        scope: 'machine',
        title: 'Delete kept package archives',
        within: { text: '/var/cache/apt/archives' },
        entries: [...archives.value.entries],
        onFailure: 'keep',
      },
    ]);
  },
});
