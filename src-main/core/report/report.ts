import type { MachineChanges } from '../../../src-shared/contract/machine-changes.js';
import type { RunSummary } from '../../../src-shared/contract/run.js';
import type { Scan } from '../../../src-shared/contract/scan.js';
import { redact as redactSecrets } from '../redact.js';
import { reportCsv } from './csv.js';
import { reportHtml } from './html.js';

/** What a report is made of. */
export type ReportInput = {
  readonly scan: Scan;
  readonly compare: Scan | null;
  /** What is otherwise in `scan` than in `compare`. */
  readonly changes: MachineChanges | null;
  readonly runs: readonly RunSummary[];
  readonly version: string;
  readonly madeAt: Date;
};

/** A report as text. `redact` hides the host's name, users' names and home folders. */
export function makeReport(input: ReportInput, format: 'html' | 'json' | 'csv', redact: boolean): string {
  const shown = redact ? redactReport(input) : input;
  switch (format) {
    case 'json':
      return `${JSON.stringify({ v: 1, type: 'report', madeAt: shown.madeAt.toISOString(), version: shown.version, scan: shown.scan, compare: shown.compare, changes: shown.changes, runs: shown.runs }, null, 2)}\n`;
    case 'csv':
      return reportCsv(shown);
    case 'html':
      return reportHtml(shown);
  }
}

/** Names found in paths and readings are replaced everywhere, so that the same person stays the same USER. */
function redactReport(input: ReportInput): ReportInput {
  const { scan, compare, changes, runs } = input;
  const homes = [...JSON.stringify({ scan, compare, changes, runs }).matchAll(/\/home\/([A-Za-z0-9._-]+)/g)].map((match) => match[1] ?? '');
  const users = [...new Set([...homes, ...runs.map((run) => run.by)])].filter((name) => name !== '' && name !== 'root');
  const hide = (text: string): string => {
    let hidden = redactSecrets(text);
    if (scan.scan.host !== '') hidden = hidden.replaceAll(wordOf(scan.scan.host), 'HOST');
    for (const [index, name] of users.entries()) hidden = hidden.replaceAll(wordOf(name), `USER${index + 1}`);
    return hidden;
  };
  return { ...input, scan: hideIn(scan, hide), compare: hideIn(compare, hide), changes: hideIn(changes, hide), runs: hideIn(runs, hide) };
}

/** A name where it stands alone: not within a longer word. */
function wordOf(name: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9_])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![A-Za-z0-9_])`, 'g');
}

/** Changes every text in a value. Names of members are ours and stay, or a host called 'scan' would take the report apart. */
function hideIn<T>(value: T, hide: (text: string) => string): T {
  const inside = (part: unknown): unknown => {
    if (typeof part === 'string') return hide(part);
    if (Array.isArray(part)) return part.map(inside);
    if (part !== null && typeof part === 'object')
      return Object.fromEntries(Object.entries(part).map(([key, member]) => [key, inside(member)]));
    return part;
  };
  return inside(value) as T;
}
