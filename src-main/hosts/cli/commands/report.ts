import { writeFile } from 'node:fs/promises';
import { AppError } from '../../../../src-shared/errors.js';
import { browserPdf } from '../../../adapters/browser-pdf.js';
import { choice, flag, parse, text, type Values } from '../args.js';
import { findJob } from '../find-job.js';
import type { Output } from '../output.js';
import { withRoot } from '../root.js';
import { rootOf } from '../selection.js';
import { openSession, type Session } from '../session.js';

const options = {
  scan: { type: 'string' },
  compare: { type: 'string' },
  job: { type: 'string' },
  out: { type: 'string' },
  redact: { type: 'boolean' },
  language: { type: 'string' },
  paper: { type: 'string' },
  root: { type: 'string' },
} as const;

export async function main(args: readonly string[], output: Output): Promise<number> {
  const { values: given } = parse('report', args, options, { min: 0, max: 0, what: 'no words, only options' });
  const { out, format } = whereTo(given);
  const paper = choice(given, 'paper', ['A4', 'Letter']) ?? 'A4';
  // Said before anything is read: without a browser there is no PDF.
  const pdf = format === 'pdf' ? browserPdf() : null;
  const session = openSession(output);
  try {
    const values = await withRoot(session, given, output, false);
    const about = await aboutWhat(session, values, output);
    const { text } = await session.app['report.make']({ format: format === 'pdf' ? 'html' : format, ...about });
    const content = pdf ? await pdf.print(text, paper) : text;
    await writeFile(out, content).catch((thrown: unknown) => {
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

const formats = ['html', 'json', 'csv', 'pdf'] as const;

function whereTo(values: Values): { out: string; format: (typeof formats)[number] } {
  const out = text(values, 'out');
  if (out === undefined) throw new AppError('usage', 'Where to? Give --out FILE ending with .html, .json, .csv or .pdf.');
  const format = formats.find((known) => out.endsWith(`.${known}`));
  if (format) return { out, format };
  throw new AppError('usage', `A report cannot be written as ${out}.`, 'Its name must end with .html, .json, .csv or .pdf.');
}

/** What was asked for; where nothing was and a job is open, that job. */
async function aboutWhat(session: Session, values: Values, output: Output) {
  const scan = text(values, 'scan');
  const compare = text(values, 'compare');
  const word = text(values, 'job');
  const language = choice(values, 'language', ['en', 'de']);
  const open = scan === undefined && compare === undefined && word === undefined ? await session.app['job.current']({}) : null;
  if (open) output.note(`About the open job ${open.details.ticket || open.id}.`);
  const job = word === undefined ? open?.id : (await findJob(session, word)).id;
  return {
    redact: flag(values, 'redact'),
    root: rootOf(values),
    ...(scan === undefined ? {} : { scan }),
    ...(compare === undefined ? {} : { compare }),
    ...(job === undefined ? {} : { job }),
    ...(language === undefined ? {} : { language }),
  };
}
