import { Value } from 'typebox/value';
import { JobDetails } from '../../../src-shared/contract/job.js';
import { AppError } from '../../../src-shared/errors.js';
import { text, type Values } from './args.js';

/** Options of a job's details. Those that can be given several times add to what is there. */
export const detailOptions = {
  ticket: { type: 'string' },
  customer: { type: 'string' },
  technician: { type: 'string' },
  complaint: { type: 'string' },
  accessories: { type: 'string' },
  data: { type: 'string' },
  minutes: { type: 'string' },
  part: { type: 'string', multiple: true },
  declined: { type: 'string', multiple: true },
  'hand-test': { type: 'string', multiple: true },
} as const;

/** The details with what was given on the command line; what was not given stays. AppError usage. */
export function withDetails(details: JobDetails, values: Values): JobDetails {
  const all = merge(details, values);
  const [wrong] = Value.Errors(JobDetails, all);
  if (!wrong) return all;
  const [, name = '', ...inside] = wrong.instancePath.split('/');
  const limit = inside.length > 0 || ['ticket', 'customer', 'technician'].includes(name) ? 500 : 10_000;
  throw new AppError(
    'usage',
    `What was given as ${name} is too long or too much.`,
    `A text has at most ${limit} characters, a list 100 entries.`,
  );
}

function merge(details: JobDetails, values: Values): JobDetails {
  const lines = (['ticket', 'customer', 'technician', 'complaint', 'accessories', 'data'] as const).flatMap((name) => {
    const value = text(values, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const minutes = text(values, 'minutes');
  return {
    ...details,
    ...Object.fromEntries(lines),
    ...(minutes === undefined ? {} : { minutes: minutesOf(minutes) }),
    parts: [
      ...details.parts,
      ...given(values, 'part')
        .map((word) => named(word))
        .map(([name, price]) => ({ name, price })),
    ],
    declined: [
      ...details.declined,
      ...given(values, 'declined')
        .map((word) => named(word))
        .map(([what, risk]) => ({ what, risk })),
    ],
    handTests: [...details.handTests, ...given(values, 'hand-test').map(handTest)],
  };
}

function given(values: Values, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? value : [];
}

/** `NAME=REST`; what has no `=` is the name alone. */
function named(word: string): [string, string] {
  const at = word.indexOf('=');
  return at < 0 ? [word.trim(), ''] : [word.slice(0, at).trim(), word.slice(at + 1).trim()];
}

function handTest(word: string): JobDetails['handTests'][number] {
  const [name, said] = named(word);
  const [answer, ...note] = said.split(':');
  const result = (['passed', 'failed', 'not-done'] as const).find((known) => known === answer);
  if (name !== '' && result) return { name, result, note: note.join(':').trim() };
  throw new AppError('usage', `'${word}' is not a hand test.`, 'Write --hand-test NAME=passed, NAME=failed:NOTE or NAME=not-done.');
}

function minutesOf(word: string): number {
  const minutes = Number(word);
  if (/^\d{1,6}$/.test(word) && minutes <= 100_000) return minutes;
  throw new AppError('usage', `'${word}' is no number of minutes.`, 'Write for instance --minutes 45.');
}
