import { trialJobs } from '../rights/trial.ts';
import { encryptedDisk } from './encrypted.ts';
import { realBoot } from './real-boot.ts';

/** What needs a kernel of its own. */
export const vmJobs = trialJobs([realBoot, encryptedDisk], import.meta.url);
