import { trialJobs } from '../rights/trial.ts';
import { consentOnTerminal } from './consent-on-terminal.ts';
import { installWorker } from './install-worker.ts';

/** What is asked on a terminal. */
export const dialogJobs = trialJobs([consentOnTerminal, installWorker], import.meta.url);
