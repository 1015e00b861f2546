import type { Static } from 'typebox';
import type { Job } from '../../../src-shared/contract/job.js';
import type { ReportRequest } from '../../../src-shared/contract/report.js';
import type { RunSummary } from '../../../src-shared/contract/run.js';
import type { Scan, ScanSummary } from '../../../src-shared/contract/scan.js';
import { AppError } from '../../../src-shared/errors.js';
import type { AppPorts } from '../app-ports.js';
import { compareKept } from '../history/changes.js';
import { readWholeHistory } from '../history/join.js';
import { needJob } from '../job/job.js';
import type { Catalogue } from '../repair/catalogue.js';
import { needScan } from '../scan/kept.js';
import { readSettings } from '../settings/handlers.js';
import type { ReportInput } from './input.js';
import { changedSince, runsSince } from './work.js';

type Asked = { readonly [K in keyof typeof ReportRequest]?: Static<(typeof ReportRequest)[K]> } & { readonly root: string };

/** Everything that a report is made of. AppError not-found: no such scan or job, or no scan at all and no job. */
export async function gatherReport(ports: AppPorts, catalogue: Catalogue, asked: Asked): Promise<ReportInput> {
  const { engines, index, now, version } = ports;
  const job = asked.job === undefined ? null : await needJob(ports, asked.job);
  const { scan, compare } = await scansOf(ports, job, asked);
  const { runs, unreadable } = await readWholeHistory(engines, index, { check: false, root: asked.root });
  const { shop } = await readSettings(ports);
  return {
    scan,
    compare,
    changes: scan && compare ? compareKept(catalogue, compare, scan) : null,
    runs: runsOf(runs, job, compare),
    changedSince: scan !== null && changedSince(scan, runs),
    unreadable,
    job,
    consents: (await ports.records.list('consent')).records,
    shop,
    language: asked.language ?? 'en',
    say: await sayingIn(asked.language ?? 'en'),
    version,
    madeAt: now(),
  };
}

/** The German table is large, and loaded only for a German report. */
async function sayingIn(language: ReportInput['language']): Promise<ReportInput['say']> {
  if (language === 'en') return (text) => text;
  const { translateToGerman } = await import('../../../src-shared/core-text/german/table.js');
  return (text) =>
    translateToGerman(text)
      .map((part) => part.text)
      .join(' ');
}

/** A job's first and last look at the whole machine, where there are such; or what was asked for; or the newest such look. */
async function scansOf({ index }: AppPorts, job: Job | null, asked: Asked): Promise<{ scan: Scan | null; compare: Scan | null }> {
  const given = asked.scan === undefined ? null : await needScan(index, asked.scan);
  const earlier = asked.compare === undefined ? null : await needScan(index, asked.compare);
  const kept = await index.scans();
  if (!job) {
    if (given) return { scan: given, compare: earlier };
    const [newest] = broadest(kept.filter(({ root }) => root === asked.root));
    if (newest) return { scan: await needScan(index, newest.id), compare: earlier };
    throw new AppError('not-found', 'There is no scan to report on.', "Make one with 'rescuepc scan', or open a job and report on it.");
  }
  const usable = broadest(kept.filter(({ id }) => job.scans.includes(id))).toReversed();
  const [first, last] = [usable[0]?.id, usable.at(-1)?.id];
  const scan = given ?? (last === undefined ? null : await needScan(index, last));
  if (earlier || first === undefined || first === scan?.scan.id) return { scan, compare: earlier };
  return { scan, compare: await needScan(index, first) };
}

/** Looks at all of a system; where there are none, quick ones; where there are none of these either, whatever was looked at. */
function broadest(scans: readonly ScanSummary[]): readonly ScanSummary[] {
  const all = scans.filter(({ whole, scope }) => (scope === undefined ? whole : scope === 'default' || scope === 'deep'));
  const quick = scans.filter(({ scope }) => scope === 'quick');
  return [all, quick, scans].find((some) => some.length > 0) ?? [];
}

/** The job's; without a job those since the earlier scan, or all. */
function runsOf(runs: readonly RunSummary[], job: Job | null, compare: Scan | null): readonly RunSummary[] {
  if (job) return runs.filter(({ id }) => job.runs.includes(id));
  return compare ? runsSince(compare, runs) : runs;
}
