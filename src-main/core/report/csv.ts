import type { MachineChanges } from '../../../src-shared/contract/machine-changes.js';
import type { ReportInput } from './report.js';

/** One line a finding, unread fact, change and repair, for spreadsheets. Fields that a spreadsheet would run as formulas are quoted as text. */
export function reportCsv({ scan, changes, runs }: ReportInput): string {
  const rows = [
    ['kind', 'id', 'at', 'state', 'text'],
    ...scan.findings.map((finding) => ['finding', finding.id, scan.scan.startedAt, finding.severity, finding.title]),
    ...scan.unknown.map((entry) => ['unread', entry.id, scan.scan.startedAt, 'unknown', `${entry.reason} ${entry.cure}`.trim()]),
    ...(changes ? changeRows(changes) : []),
    ...runs.flatMap((run) =>
      run.routines.map((routine) => [
        'repair',
        `${run.id}/${routine.id}`,
        run.startedAt,
        routine.after?.outcome ?? 'unfinished',
        routine.title,
      ]),
    ),
  ];
  return `${rows.map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}

function changeRows({ from, to, gone, new: fresh, uncompared, facts }: MachineChanges): string[][] {
  return [
    ...gone.map(({ id, title }) => ['changed', id, to.startedAt, 'gone', title]),
    ...fresh.map(({ id, title }) => ['changed', id, to.startedAt, 'new', title]),
    ...uncompared.map(({ id, seenIn, title }) => ['changed', id, (seenIn === 'from' ? from : to).startedAt, 'not compared', title]),
    ...facts.map(({ id, before, after }) => [
      'changed',
      id,
      to.startedAt,
      'other reading',
      `${before || 'nothing'} -> ${after || 'nothing'}`,
    ]),
  ];
}

function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
