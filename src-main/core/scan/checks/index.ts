import type { Check } from './define.js';
import { diskErrors, diskFailing, diskWarnings } from './disk-failing.js';
import { accountsOpen, batteryWorn, clockAdrift, hardwareErrors, memoryShort, raidDegraded, restartPending, tooHot } from './machine.js';
import { inodesFull, spaceFull } from './space.js';

/** All checks; data first. */
export const allChecks: readonly Check[] = [
  diskFailing,
  raidDegraded,
  diskErrors,
  hardwareErrors,
  spaceFull,
  inodesFull,
  accountsOpen,
  memoryShort,
  tooHot,
  batteryWorn,
  diskWarnings,
  clockAdrift,
  restartPending,
];
