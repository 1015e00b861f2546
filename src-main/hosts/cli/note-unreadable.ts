import { exit } from './exit-codes.js';
import type { Output } from './output.js';

/** Says what could not be read of runs or jobs, and gives the exit code: whoever asks must not take silence for "none". */
export function noteUnreadable(unreadable: readonly string[], output: Output): number {
  for (const problem of unreadable) output.note(problem);
  return unreadable.length === 0 ? exit.done : exit.notRepaired;
}
