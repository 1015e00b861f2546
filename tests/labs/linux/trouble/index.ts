import type { Trial } from '../rights/trial.ts';
import { interrupted, ownerKilled, terminalInterrupted } from './cancelled.ts';
import { detached, detachedByUser } from './detached.ts';

/** Runs that are left alone, cut off or disturbed, bad input, and machines that misbehave. */
export const troubleTrials: readonly Trial[] = [detached, detachedByUser, interrupted, terminalInterrupted, ownerKilled];
