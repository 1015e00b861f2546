import { trialJobs } from '../rights/trial.ts';
import { secureConnections } from './secure-connections.ts';
import { symptomTrial } from './symptoms.ts';
import { twoCauses } from './two-causes.ts';

/** Looking for the cause of a complaint. */
export const symptomJobs = trialJobs([symptomTrial, twoCauses, secureConnections], import.meta.url);
