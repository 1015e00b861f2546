import type { Check } from './define.js';
import { diskErrors, diskFailing, diskWarnings } from './disk-failing.js';
import { accountsOpen, batteryWorn, clockAdrift, hardwareErrors, memoryShort, raidDegraded, restartPending, tooHot } from './machine.js';
import { diskHot, diskOffline, diskWorn } from './disk-signs.js';
import { slowedDown } from './slowed-down.js';
import { inodesFull, spaceFull } from './space.js';
import { bootSlow, crashesRecent } from './stability.js';
import { firewallOff, memoryMixed, wifiWeak } from './surroundings.js';
import { programsEmpty, shutForEverybody, timeZoneGone } from './leftovers.js';
import { packagesUnfit } from './packages.js';
import { updatesOld, updatesWaiting } from './updates.js';

/** All checks; data first. */
export const allChecks: readonly Check[] = [
  diskFailing,
  diskOffline,
  raidDegraded,
  diskErrors,
  hardwareErrors,
  crashesRecent,
  spaceFull,
  inodesFull,
  accountsOpen,
  programsEmpty,
  shutForEverybody,
  timeZoneGone,
  memoryShort,
  tooHot,
  slowedDown,
  batteryWorn,
  diskWarnings,
  diskWorn,
  diskHot,
  packagesUnfit,
  updatesOld,
  updatesWaiting,
  wifiWeak,
  clockAdrift,
  restartPending,
  bootSlow,
  firewallOff,
  memoryMixed,
];
