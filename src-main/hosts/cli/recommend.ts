import type { AppContract } from '../../../src-shared/contract/app.js';
import type { PlannedRoutine, Selected } from '../../../src-shared/contract/plan.js';
import { AppError } from '../../../src-shared/errors.js';
import type { Client } from '../../../src-shared/wire/contract.js';
import { catalogue } from '../../core/routines/catalogue.js';
import { recommended } from '../../core/scan/scan.js';
import { flag, list, type Values } from './args.js';
import { parseGates, parseSelection, planRequest, rootOf } from './selection.js';
import { scanNow } from './scan-now.js';

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
  const root = rootOf(values);
  const accept = parseGates(list(values, 'accept'));
  const scan = await scanNow(app, { cost: 'default', root, accept });
  const found = recommended(catalogue, scan);
  if (found.length === 0) return [];
  const plan = await app['repair.plan']({
    request: planRequest(
      found.map((routine) => ({ routine })),
      values,
    ),
    elevate: false,
  });
  const planned = plan.parts.flatMap((part) => part.routines);
  return planned.filter(mayBeTakenBack).map((routine) => ({ routine: routine.id }));
}

/** What cannot be undone is not repaired unasked, unless it only finishes what a package run began. */
function mayBeTakenBack(planned: PlannedRoutine): boolean {
  return planned.reversibility.level !== 'none' || catalogue.routine(planned.id).finishesPackageRun === true;
}
