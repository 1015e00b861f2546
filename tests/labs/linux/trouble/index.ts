import type { Trial } from '../rights/trial.ts';
import { badInput } from './bad-input.ts';
import { btrfsTold } from './btrfs-told.ts';
import { interrupted, ownerKilled, terminalInterrupted } from './cancelled.ts';
import { dataFirst } from './data-first.ts';
import { damagedJournal, newerState } from './damaged-state.ts';
import { detached, detachedByUser } from './detached.ts';
import { keptReadings } from './kept-readings.ts';
import { dnfProblems } from './dnf-check.ts';
import { backupSpace, failingDisk } from './gates.ts';
import { noSystem, oddNames, readOnly } from './odd-places.ts';
import { outOfSight } from './out-of-sight.ts';
import { hanging, misbehaving } from './stand-ins.ts';
import { snapshotsTold } from './snapshots-told.ts';
import { packagesBusy } from './packages-busy.ts';
import { quarantine, undoConflict } from './undo-conflicts.ts';
import { undoOtherVolume, undoUsedVolume } from './undo-devices.ts';

/** Runs that are left alone, cut off or disturbed, bad input, and machines that misbehave. */
export const troubleTrials: readonly Trial[] = [
  detached,
  detachedByUser,
  interrupted,
  terminalInterrupted,
  ownerKilled,
  failingDisk,
  dataFirst,
  backupSpace,
  packagesBusy,
  dnfProblems,
  btrfsTold,
  snapshotsTold,
  undoConflict,
  undoOtherVolume,
  undoUsedVolume,
  quarantine,
  badInput,
  damagedJournal,
  newerState,
  keptReadings,
  outOfSight,
  misbehaving,
  hanging,
  readOnly,
  oddNames,
  noSystem,
];
