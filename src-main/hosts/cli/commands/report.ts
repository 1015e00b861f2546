import { writeFile } from 'node:fs/promises';
import { AppError } from '../../../../src-shared/errors.js';
import { flag, parse, text } from '../args.js';
import type { Output } from '../output.js';
import { withRoot } from '../root.js';
import { rootOf } from '../selection.js';
import { openSession } from '../session.js';

const options = {
  scan: { type: 'string' },
  compare: { type: 'string' },
  job: { type: 'string' },
  out: { type: 'string' },
  redact: { type: 'boolean' },
  root: { type: 'string' },
} as const;

export async function main(args: readonly string[], output: Output): Promise<number> {
  const { values: given } = parse('report', args, options, { min: 0, max: 0, what: 'no words, only options' });
  if (given['job'] !== undefined) throw new AppError('not-built', "'--job' is not built yet.", 'Make the report without it.');
  const out = text(given, 'out');
  if (out === undefined) throw new AppError('usage', 'Where to? Give --out FILE ending with .html, .json or .csv.');
  const format = /\.(html|json|csv)$/.exec(out)?.[1];
  if (format === undefined)
    throw new AppError(
      out.endsWith('.pdf') ? 'not-built' : 'usage',
      `A report cannot be written as ${out}.`,
      'Its name must end with .html, .json or .csv. A browser prints the .html to PDF.',
    );
  const session = openSession(output);
  try {
    const values = await withRoot(session, given, output, false);
    const scan = text(values, 'scan');
    const compare = text(values, 'compare');
    const report = await session.app['report.make']({
      format: format as 'html' | 'json' | 'csv',
      redact: flag(values, 'redact'),
      root: rootOf(values),
      ...(scan === undefined ? {} : { scan }),
      ...(compare === undefined ? {} : { compare }),
    });
    await writeFile(out, report.text).catch((thrown: unknown) => {
      throw new AppError(
        'bad-input',
        `${out} cannot be written: ${thrown instanceof Error ? thrown.message : ''}`,
        'Give another place with --out.',
      );
    });
    output.document({ v: 1, type: 'report-written', file: out });
    output.say(`The report was written to ${out}.`);
    return 0;
  } finally {
    await session.close();
  }
}
