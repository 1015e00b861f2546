import { emptyJobDetails, type Job } from '../../../../src-shared/contract/job.js';
import { AppError } from '../../../../src-shared/errors.js';
import { parse, type Parsed } from '../args.js';
import { findJob, needOpenJob } from '../find-job.js';
import { detailOptions, withDetails } from '../job-details.js';
import type { Output } from '../output.js';
import { renderJob, renderJobs } from '../render/job.js';
import { openSession, type Session } from '../session.js';

/** One customer's visit. Scans and runs made while it is open belong to it. */
export async function main(args: readonly string[], output: Output): Promise<number> {
  const asked = parse('job', args, detailOptions, { min: 1, max: 2, what: "'open', 'note TEXT', 'close', 'list' or 'show [JOB]'" });
  const session = openSession(output);
  try {
    return await answer(session, asked, output);
  } finally {
    await session.close();
  }
}

async function answer(session: Session, { words, values }: Parsed, output: Output): Promise<number> {
  const [verb, word] = words;
  const { app } = session;
  const done = (job: Job, said: string): number => {
    output.document(job);
    output.say(`${said}\n\n${renderJob(job, output)}`);
    return 0;
  };
  switch (verb) {
    case 'open': {
      refuseWord(verb, word);
      return done(await app['job.open'](withDetails(emptyJobDetails, values)), 'Opened. Scans and repairs from now on belong to it.');
    }
    case 'note': {
      const job = await needOpenJob(session);
      const changed = withDetails(job.details, values);
      const isSame = JSON.stringify(changed) === JSON.stringify(job.details);
      if (word === undefined && isSame) throw new AppError('usage', 'Note what? Give a text, or details such as --minutes 30.');
      const updated = isSame ? job : await app['job.update']({ id: job.id, details: changed });
      return done(word === undefined ? updated : await app['job.note']({ id: job.id, text: word }), 'Noted.');
    }
    case 'close': {
      refuseWord(verb, word);
      const job = await needOpenJob(session);
      await app['job.update']({ id: job.id, details: withDetails(job.details, values) });
      return done(await app['job.close']({ id: job.id }), `Closed. 'rescuepc report --job ${job.id} --out FILE' writes its report.`);
    }
    case 'list': {
      refuseWord(verb, word);
      const { jobs, unreadable } = await app['job.list']({});
      output.document({ v: 1, type: 'jobs', jobs, unreadable });
      const none = unreadable.length === 0 ? 'No jobs yet.' : 'No job here can be read.';
      output.say(jobs.length === 0 ? none : renderJobs(jobs, output));
      return 0;
    }
    case 'show': {
      const job = word === undefined ? await needOpenJob(session) : await findJob(session, word);
      output.document(job);
      output.say(renderJob(job, output));
      return 0;
    }
    default:
      throw new AppError('usage', `There is no 'job ${verb ?? ''}'.`, 'Write open, note TEXT, close, list or show [JOB].');
  }
}

function refuseWord(verb: string, word: string | undefined): void {
  if (word !== undefined) throw new AppError('usage', `'job ${verb}' takes no word '${word}'.`, "See 'rescuepc job --help'.");
}
