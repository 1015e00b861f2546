import type { LabCase } from '../case.ts';
import { failedUnits } from './any-failed-units.ts';
import { fsckExt4 } from './any-fsck-ext4.ts';
import { hostsHijack } from './any-hosts-hijack.ts';
import { preloadLeftover } from './any-preload-leftover.ts';
import { systemPermissions } from './any-system-permissions.ts';
import { unitDropIn } from './any-unit-dropin.ts';
import { userCacheClean } from './any-user-cache-clean.ts';
import { badSourceDisable } from './deb-bad-source-disable.ts';
import { brokenDeps } from './deb-broken-deps.ts';
import { dpkgInterrupted } from './deb-dpkg-interrupted.ts';
import { fiveFaults } from './five-faults.ts';
import { hiddenFaults } from './hidden-faults.ts';

export { traps } from './traps.ts';

/** Every broken machine of the lab, in the order of its table. */
export const cases: readonly LabCase[] = [
  dpkgInterrupted,
  brokenDeps,
  badSourceDisable,
  failedUnits,
  unitDropIn,
  hostsHijack,
  systemPermissions,
  fsckExt4,
  userCacheClean,
  preloadLeftover,
  fiveFaults,
  hiddenFaults,
];
