import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { toAppError } from '../../../src-shared/errors.js';
import { latin1ToWords, toLatin1 } from '../bytes.js';
import { isTooLong, shown } from '../foreign-lines.js';
import type { Target } from '../ports.js';
import { packageOwner } from './package-owner.js';
import { entriesIn } from './read-text.js';
import { cronJobsIn, type CronJob } from './readers/crontab.js';
import { readShellLine } from './readers/shell-line.js';
import { isMovable, suspicionOf, type Suspicion } from './suspect.js';
import { defineFact } from './types.js';

export type SuspectJob = CronJob & {
  readonly file: string;
  readonly suspicion: Suspicion;
  /** The file belongs to root: to others' RescuePC leaves their crontabs. */
  readonly rootOwned: boolean;
  /** The file is a script that is run as a whole (cron.hourly and the like): it is that which has to go, not one line of it. */
  readonly script: boolean;
};

/** Their scripts are run by run-parts, which takes no name with a dot; other jobs may still name such a script. */
const scriptFolders = ['/etc/cron.hourly', '/etc/cron.daily', '/etc/cron.weekly', '/etc/cron.monthly'];

/** `unread`: folders with crontabs that may not be looked into without root. */
export type CronJobs = { readonly jobs: number; readonly suspects: readonly SuspectJob[]; readonly unread: readonly string[] };

/** Jobs that the system runs at set times, and what speaks against some of them. */
export const cronJobs = defineFact<CronJobs>({
  id: 'cron-jobs',
  title: 'Timed jobs',
  cost: 'default',
  needs: [],
  timeoutMs: 20_000,
  async read({ target, signal }): Promise<ReadingOf<CronJobs>> {
    const unread: string[] = [];
    const list = async (folder: string): Promise<string[]> => {
      const entries = await entriesIn(target, folder).catch((thrown: unknown) => {
        if (toAppError(thrown).code !== 'not-permitted') throw thrown;
        unread.push(folder);
        return [];
      });
      return entries.map((entry) => entry.text);
    };
    const system = ['/etc/crontab', ...(await list('/etc/cron.d')).filter((name) => !name.endsWith('.placeholder'))];
    const people = [...(await list('/var/spool/cron/crontabs')), ...(await list('/var/spool/cron'))];
    let jobs = 0;
    const suspects: SuspectJob[] = [];
    for (const folder of scriptFolders) {
      for (const file of await list(folder)) {
        const found = await suspectScript(target, file);
        if (found !== null && (await packageOwner(target, file, signal)) === null) suspects.push(found);
      }
    }
    const scripts = suspects.map(({ file }) => file);
    for (const file of [...system, ...people]) {
      const found = await jobsOf(target, file, system.includes(file)).catch((thrown: unknown) => {
        const { code, message } = toAppError(thrown);
        if (code === 'io-error' || !people.includes(file)) throw thrown;
        // One person's crontab out of all measure is told, and hides nobody else's.
        if (code === 'not-permitted') unread.push(file);
        else suspects.push(notLookedThrough(file, message));
        return null;
      });
      jobs += found?.jobs.length ?? 0;
      for (const job of found?.jobs ?? []) {
        const suspicion = startsOneOf(scripts, job) ?? (await suspicionOf(target, latin1ToWords(job.command)));
        // A package that was removed leaves its job behind, which then does nothing.
        if (suspicion === null || (suspicion.kind === 'gone' && (await packageOwner(target, file, signal)) !== null)) continue;
        suspects.push({ ...job, text: shown(job.text), file, suspicion, rootOwned: found?.uid === 0, script: false });
      }
    }
    const evidence = suspects.map(({ file, line, text, suspicion }) => ({
      source: `${file}:${line}`,
      line: latin1ToWords(text),
      meaning: suspicion.why,
    }));
    return { known: true, value: { jobs, suspects, unread }, evidence };
  },
});

/** The first line of a script that something speaks against; what is merely gone does not. null: nothing. */
async function suspectScript(target: Target, file: string): Promise<SuspectJob | null> {
  const stat = await target.files.stat({ text: file });
  if (stat?.kind !== 'file' || (stat.mode & 0o111) === 0) return null;
  const lines = toLatin1(await target.files.read({ text: file }, 4_000_000)).split('\n');
  for (const [index, text] of lines.entries()) {
    const suspicion = /^\s*(#|$)/.test(text) ? null : await suspicionOf(target, latin1ToWords(text));
    if (suspicion === null || suspicion.kind === 'gone') continue;
    return {
      line: index + 1,
      text: shown(text),
      command: shown(text),
      file,
      suspicion,
      rootOwned: await isMovable(target, file),
      script: true,
    };
  }
  return null;
}

function notLookedThrough(file: string, message: string): SuspectJob {
  const suspicion = { kind: 'long', program: '', why: message.replace(/\.$/, ''), movable: false } as const;
  return { line: 1, text: '', command: '', file, suspicion, rootOwned: false, script: false };
}

/** A job that starts a script which is to go. The script itself is moved as such. */
function startsOneOf(scripts: readonly string[], job: CronJob): Suspicion | null {
  if (isTooLong(job.command)) return null;
  const program = readShellLine(latin1ToWords(job.command)).programs.find((path) => scripts.includes(path));
  return program === undefined ? null : { kind: 'place', program, why: `${program} runs what it should not`, movable: false };
}

async function jobsOf(target: Target, file: string, system: boolean): Promise<{ jobs: CronJob[]; uid: number } | null> {
  const stat = await target.files.stat({ text: file });
  if (stat?.kind !== 'file') return null;
  return { jobs: cronJobsIn(toLatin1(await target.files.read({ text: file }, 4_000_000)), system), uid: stat.uid };
}
