import { runTrial } from '../rights/trial.ts';
import type { CaseOptions } from '../run-case.ts';
import { consentOnTerminal } from './consent-on-terminal.ts';
import { installWorker } from './install-worker.ts';

/** What is asked on a terminal. */
export const dialogJobs = [consentOnTerminal, installWorker].map((trial) => ({
  id: trial.id,
  title: trial.title,
  run: (options: CaseOptions) => runTrial(trial, options),
}));
