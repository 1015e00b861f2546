import type { AppContract } from '../../../src-shared/contract/app.js';
import type { Selected } from '../../../src-shared/contract/plan.js';
import { AppError } from '../../../src-shared/errors.js';
import type { Client } from '../../../src-shared/wire/contract.js';
import { catalogue } from '../../core/routines/index.js';
import { recommended } from '../../core/scan/scan.js';
import { flag, type Values } from './args.js';
import { parseSelection, rootOf } from './selection.js';

/** The selection a command line means: the words, or with --recommended what a scan finds and may be repaired unasked. */
export async function chooseSelection(app: Client<AppContract>, words: readonly string[], values: Values): Promise<Selected[]> {
  if (!flag(values, 'recommended')) {
    if (words.length === 0)
      throw new AppError(
        'usage',
        'Which repair? Give a selection or --recommended.',
        "'rescuepc scan' finds what is wrong, 'rescuepc routines' lists all repairs.",
      );
    return parseSelection(words);
  }
  if (words.length > 0) throw new AppError('usage', 'Give either selections or --recommended, not both.');
  const scan = await app['scan.start']({ cost: 'default', root: rootOf(values) });
  return recommended(catalogue, scan).map((routine) => ({ routine }));
}
