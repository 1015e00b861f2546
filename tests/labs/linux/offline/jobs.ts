import { runTrial } from '../rights/trial.ts';
import type { CaseOptions } from '../run-case.ts';
import { deviceDisk } from './device.ts';
import { mountedDisk } from './mounted-disk.ts';
import { mountedLeftovers } from './mounted-leftovers.ts';
import { saveDataTrial } from './save-data.ts';

/** Systems that are repaired while they do not run. */
export const offlineJobs = [deviceDisk, mountedDisk, mountedLeftovers, saveDataTrial].map((trial) => ({
  id: trial.id,
  title: trial.title,
  run: (options: CaseOptions) => runTrial(trial, options),
}));
