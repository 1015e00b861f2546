import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The elevated worker's entry, beside every other built entry. */
export function workerFile(): string {
  return join(dirname(fileURLToPath(import.meta.url)), 'worker.js');
}
