import { runTrial } from '../rights/trial.ts';
import type { CaseOptions } from '../run-case.ts';
import { encryptedDisk } from './encrypted.ts';
import { realBoot } from './real-boot.ts';

/** What needs a kernel of its own. */
export const vmJobs = [realBoot, encryptedDisk].map((trial) => ({
  id: trial.id,
  title: trial.title,
  run: (options: CaseOptions) => runTrial(trial, options),
}));
