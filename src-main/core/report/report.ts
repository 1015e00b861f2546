import type { RunSummary } from '../../../src-shared/contract/run.js';
import type { Scan } from '../../../src-shared/contract/scan.js';
import { redact as redactSecrets } from '../redact.js';
import { reportCsv } from './csv.js';
import { reportHtml } from './html.js';

/** What a report is made of. */
export type ReportInput = {
  readonly scan: Scan;
  readonly compare: Scan | null;
  readonly runs: readonly RunSummary[];
  readonly version: string;
  readonly madeAt: Date;
};

/** A report as text. `redact` hides the host's name, users' names and home folders. */
export function makeReport(input: ReportInput, format: 'html' | 'json' | 'csv', redact: boolean): string {
  const shown = redact ? redactReport(input) : input;
  switch (format) {
    case 'json':
      return `${JSON.stringify({ v: 1, type: 'report', madeAt: shown.madeAt.toISOString(), version: shown.version, scan: shown.scan, compare: shown.compare, runs: shown.runs }, null, 2)}\n`;
    case 'csv':
      return reportCsv(shown);
    case 'html':
      return reportHtml(shown);
  }
}

/** Names found in paths and readings are replaced everywhere, so that the same person stays the same USER. */
function redactReport(input: ReportInput): ReportInput {
  const text = JSON.stringify({ scan: input.scan, compare: input.compare, runs: input.runs });
  const users = [
    ...new Set([...text.matchAll(/\/home\/([A-Za-z0-9._-]+)/g)].map((match) => match[1] ?? '').concat(input.runs.map((run) => run.by))),
  ].filter((name) => name !== '' && name !== 'root');
  let hidden = redactSecrets(text).replaceAll(input.scan.scan.host, 'HOST');
  for (const [index, name] of users.entries())
    hidden = hidden.replaceAll(new RegExp(`\\b${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\b`, 'g'), `USER${index + 1}`);
  const { scan, compare, runs } = JSON.parse(hidden) as Pick<ReportInput, 'scan' | 'compare' | 'runs'>;
  return { ...input, scan, compare, runs };
}
