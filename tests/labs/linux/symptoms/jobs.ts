import { runTrial } from '../rights/trial.ts';
import type { CaseOptions } from '../run-case.ts';
import { secureConnections } from './secure-connections.ts';
import { symptomTrial } from './symptoms.ts';
import { twoCauses } from './two-causes.ts';

/** Looking for the cause of a complaint. */
export const symptomJobs = [symptomTrial, twoCauses, secureConnections].map((trial) => ({
  id: trial.id,
  title: trial.title,
  run: (options: CaseOptions) => runTrial(trial, options),
}));
