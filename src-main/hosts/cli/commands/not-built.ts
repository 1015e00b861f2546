import { AppError } from '../../../../src-shared/errors.js';
import type { Output } from '../output.js';

/** Commands that are promised and not there yet say so. */
export function main(_args: readonly string[], _output: Output, name: string): Promise<number> {
  throw new AppError('not-built', `'${name}' is not built yet.`, "'rescuepc --help' lists what is.");
}
