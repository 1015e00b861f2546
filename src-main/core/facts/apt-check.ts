import type { Argv } from '../../../src-shared/contract/step.js';
import type { Raw } from '../ports.js';
import { packageStamp } from './package-stamp.js';
import { readAptCheck, type AptCheck } from './readers/apt-check.js';
import { defineFact, type FactContext } from './types.js';

/** Keeps apt from writing its caches and the log of its planner, and from taking locks: reading must change nothing. */
export const aptReadOnly: Argv = [
  '-o',
  'Debug::NoLocking=1',
  '-o',
  'Dir::Cache::pkgcache=',
  '-o',
  'Dir::Cache::srcpkgcache=',
  '-o',
  'Dir::Log::Planner=',
];

/** Whether all dependencies of installed packages are met. */
export const aptCheck = defineFact<AptCheck>({
  id: 'apt-check',
  title: 'Package dependencies',
  cost: 'default',
  needs: [],
  timeoutMs: 120_000,
  keeping: { stamp: packageStamp, sound: ({ state }) => state === 'ok' },
  async read(context) {
    return readAptCheck(await askAptCheck(context));
  },
});

/** apt's answer after it has read all its lists, which takes it half a second of work: it is asked once a look. */
export function askAptCheck({ ask }: FactContext): Promise<Raw> {
  return ask(['apt-get', ...aptReadOnly, 'check'], 100_000);
}
