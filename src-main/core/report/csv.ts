import type { ReportInput } from './report.js';

/** One line a finding, unread fact and repair, for spreadsheets. Fields that a spreadsheet would run as formulas are quoted as text. */
export function reportCsv({ scan, runs }: ReportInput): string {
  const rows = [
    ['kind', 'id', 'at', 'state', 'text'],
    ...scan.findings.map((finding) => ['finding', finding.id, scan.scan.startedAt, finding.severity, finding.title]),
    ...scan.unknown.map((entry) => ['unread', entry.id, scan.scan.startedAt, 'unknown', `${entry.reason} ${entry.cure}`.trim()]),
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

function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
