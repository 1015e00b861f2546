import { createCatalogue, type Catalogue } from '../repair/catalogue.js';
import { allFacts } from '../facts/index.js';
import type { Routine } from './define.js';
import { anyFailedUnits } from './linux/any-failed-units.js';
import { anyFsckExt4 } from './linux/any-fsck-ext4.js';
import { anyHostsHijack } from './linux/any-hosts-hijack.js';
import { anyPreloadLeftover } from './linux/any-preload-leftover.js';
import { anySystemPermissions } from './linux/any-system-permissions.js';
import { anyUnitDropin } from './linux/any-unit-dropin.js';
import { anyUserCacheClean } from './linux/any-user-cache-clean.js';
import { debBadSourceDisable } from './linux/deb-bad-source-disable.js';
import { debBrokenDeps } from './linux/deb-broken-deps.js';
import { debDpkgInterrupted } from './linux/deb-dpkg-interrupted.js';

/** Every repair, in the order in which findings and plans show them when nothing else decides. */
export const allRoutines: readonly Routine[] = [
  anyFsckExt4,
  anySystemPermissions,
  anyPreloadLeftover,
  anyHostsHijack,
  debBadSourceDisable,
  debDpkgInterrupted,
  debBrokenDeps,
  anyUnitDropin,
  anyFailedUnits,
  anyUserCacheClean,
];

/** The product's catalogue. */
export const catalogue: Catalogue = createCatalogue(allRoutines, allFacts);
