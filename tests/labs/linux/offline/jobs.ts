import { runTrial } from '../rights/trial.ts';
import type { CaseOptions } from '../run-case.ts';
import { mountedDisk } from './mounted-disk.ts';

/** Systems that are repaired while they do not run. */
export const offlineJobs = [mountedDisk].map((trial) => ({
  id: trial.id,
  title: trial.title,
  run: (options: CaseOptions) => runTrial(trial, options),
}));
