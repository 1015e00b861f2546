import type { Scan } from '../../../../src-shared/contract/scan.js';
import { severities, symptoms } from '../../../../src-shared/contract/words.js';
import { AppError } from '../../../../src-shared/errors.js';
import { choice, flag, list, parse, text, type Values } from '../args.js';
import { exit } from '../exit-codes.js';
import type { Output } from '../output.js';
import { renderScan } from '../render/scan.js';
import { withRoot } from '../root.js';
import { scanNow } from '../scan-now.js';
import { parseGates, rootOf } from '../selection.js';
import { openSession } from '../session.js';

const options = {
  quick: { type: 'boolean' },
  deep: { type: 'boolean' },
  only: { type: 'string', multiple: true },
  symptom: { type: 'string' },
  root: { type: 'string' },
  user: { type: 'string' },
  'fail-on': { type: 'string' },
  accept: { type: 'string', multiple: true },
} as const;

export async function main(args: readonly string[], output: Output): Promise<number> {
  const { values: given } = parse('scan', args, options, { min: 0, max: 0, what: 'no words, only options' });
  const symptom = choice(given, 'symptom', symptoms);
  const failOn = choice(given, 'fail-on', severities) ?? 'warning';
  const session = openSession(output);
  try {
    const values = await withRoot(session, given, output, false);
    const only = list(values, 'only');
    const user = text(values, 'user');
    const accept = parseGates(list(values, 'accept'));
    const scan = await scanNow(session.app, {
      cost: costOf(values),
      root: rootOf(values),
      accept,
      mayBeKept: costOf(values) === 'default',
      ...(only.length > 0 ? { only } : {}),
      ...(user === undefined ? {} : { user }),
      ...(symptom === undefined ? {} : { symptom }),
    });
    output.document(scan);
    output.say(renderScan(scan, output, only.length > 0));
    return exitOf(scan, failOn);
  } finally {
    await session.close();
  }
}

function costOf(values: Values): 'quick' | 'default' | 'deep' {
  if (flag(values, 'quick') && flag(values, 'deep')) throw new AppError('usage', '--quick and --deep exclude each other.');
  return flag(values, 'quick') ? 'quick' : flag(values, 'deep') ? 'deep' : 'default';
}

function exitOf(scan: Scan, failOn: (typeof severities)[number]): number {
  const bad = scan.findings.some((finding) => severities.indexOf(finding.severity) <= severities.indexOf(failOn));
  const breaks = scan.symptom?.rungs.some((rung) => rung.state === 'breaks') === true;
  if (bad || breaks) return exit.findings;
  return scan.unknown.length > 0 ? exit.unknownOnly : exit.done;
}
