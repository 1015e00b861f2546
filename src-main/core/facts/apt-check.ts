import type { Argv } from '../../../src-shared/contract/step.js';
import { readAptCheck, type AptCheck } from './readers/apt-check.js';
import { defineFact } from './types.js';

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
  async read({ target, signal }) {
    return readAptCheck(await target.exec.run({ argv: ['apt-get', ...aptReadOnly, 'check'], timeoutMs: 110_000, signal }));
  },
});
