import { trialJobs } from '../rights/trial.ts';
import { offlineCases } from './cases.ts';
import { deviceTrouble } from './device-trouble.ts';
import { deviceDisk } from './device.ts';
import { mountedDisk } from './mounted-disk.ts';
import { mountedLeftovers } from './mounted-leftovers.ts';
import { saveDataTrial } from './save-data.ts';

/** Systems that are repaired while they do not run. */
export const offlineJobs = trialJobs(
  [deviceDisk, deviceTrouble, offlineCases, mountedDisk, mountedLeftovers, saveDataTrial],
  import.meta.url,
);
