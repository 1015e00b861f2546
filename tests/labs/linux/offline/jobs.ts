import { runTrial } from '../rights/trial.ts';
import type { CaseOptions } from '../run-case.ts';
import { offlineCases } from './cases.ts';
import { deviceTrouble } from './device-trouble.ts';
import { deviceDisk } from './device.ts';
import { mountedDisk } from './mounted-disk.ts';
import { mountedLeftovers } from './mounted-leftovers.ts';
import { saveDataTrial } from './save-data.ts';

/** Systems that are repaired while they do not run. */
export const offlineJobs = [deviceDisk, deviceTrouble, offlineCases, mountedDisk, mountedLeftovers, saveDataTrial].map((trial) => ({
  id: trial.id,
  title: trial.title,
  run: (options: CaseOptions) => runTrial(trial, options),
}));
