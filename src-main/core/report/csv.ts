import type { Measure, ReportDocument } from '../../../src-shared/contract/report.js';

/**
 * A line of names and one line a report, so that the reports of a year can be put one below the other. The columns keep their names
 * and order; new ones come at the end. Empty: not measured, not told. Bytes and counts are plain numbers, dates are ISO 8601; lists
 * are joined with ' | '. Fields that a spreadsheet would run as formulas are quoted as text.
 */
export function reportCsv(report: ReportDocument): string {
  const columns = columnsOf(report);
  return [columns.map(([name]) => name), columns.map(([, value]) => value)].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function columnsOf(report: ReportDocument): (readonly [string, string])[] {
  const { job, device, result, measured, done, notDone, technician } = report;
  const details = job?.details;
  const measure = (id: Measure['id'], when: 'before' | 'after', of = ''): string =>
    String(measured.rows.find((row) => row.id === id && row.of === of)?.[when]?.value ?? '');
  const both = (name: string, id: Measure['id'], of = ''): (readonly [string, string])[] => [
    [`${name}_before`, measure(id, 'before', of)],
    [`${name}_after`, measure(id, 'after', of)],
  ];
  const count = (kinds: readonly string[]): string => String(notDone.filter(({ kind }) => kinds.includes(kind)).length);
  return [
    ['made_at', report.madeAt],
    ['job', job?.id ?? ''],
    ['ticket', details?.ticket ?? ''],
    ['customer', details?.customer ?? ''],
    ['technician', details?.technician ?? ''],
    ['opened_at', job?.openedAt ?? ''],
    ['closed_at', job?.closedAt ?? ''],
    ['complaint', details?.complaint ?? ''],
    ['host', device?.host ?? ''],
    ['model', device?.model ?? ''],
    ['serial', device?.serial ?? ''],
    ['system', device?.system ?? ''],
    ['minutes', details ? String(details.minutes) : ''],
    ['parts', list(details?.parts.map(({ name, price }) => (price === '' ? name : `${name} ${price}`)) ?? [])],
    ...both('urgent', 'urgent'),
    ...both('soon', 'soon'),
    ...both('unread', 'unread'),
    ...both('room_bytes', 'room', '/'),
    ...both('memory_bytes', 'memory'),
    ...both('start_seconds', 'start-up'),
    ...both('failed_services', 'failed-services'),
    ['repairs_done', String(done.filter(({ undo, outcome }) => undo !== 'taken-back' && outcome === 'repaired').length)],
    ['repairs_failed', count(['failed'])],
    ['repairs_taken_back', String(done.filter(({ undo }) => undo === 'taken-back').length)],
    ['left_over', count(['finding', 'not-looked-at', 'taken-back', 'restart', 'hand-test'])],
    ['declined', list(details?.declined.map(({ what }) => what) ?? [])],
    ['result', result.state],
    ['scans', list(technician.scans.map(({ id }) => id))],
    ['runs', list([...technician.runs.map(({ id }) => id), ...technician.missingRuns])],
    ['journal_heads', list(technician.runs.map(({ head }) => head))],
  ];
}

function list(entries: readonly string[]): string {
  return entries.join(' | ');
}

function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
