import type { Diagnosis } from '../../../../src-shared/contract/plan.js';
import type { FactReadings } from '../../facts/index.js';
import { busy } from '../diagnosis.js';

/** What a repair of the package system says while another program holds its lock; null if nobody does. Never taken by force. */
export function packagesBusy(lock: FactReadings['package-lock']): Diagnosis | null {
  return lock.known && lock.value.holder !== null
    ? busy(`${lock.value.holder.name} is installing packages right now.`, lock.evidence)
    : null;
}
