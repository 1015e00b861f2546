import type { ReportDocument } from '../../../src-shared/contract/report.js';
import { reportCsv } from './csv.js';
import { reportDocument } from './document.js';
import { hideInDocument, hiderFor, keepTechnician } from './hide.js';
import { reportHtml } from './html.js';
import type { ReportInput } from './input.js';
import { sayIn } from './say-in.js';

/** What a report says. `redact` hides who and where; see `hiderFor`. Pure. */
export function documentOf(input: ReportInput, redact: boolean): ReportDocument {
  const document = sayIn(reportDocument(input), input.say);
  return redact ? hideInDocument(document, hiderFor(input)) : document;
}

/** A report as text. The JSON form has besides the document the scans, runs and the job that it was made of. Pure. */
export function makeReport(input: ReportInput, format: 'html' | 'json' | 'csv', redact: boolean): string {
  const document = documentOf(input, redact);
  switch (format) {
    case 'json':
      return reportJson(input, document);
    case 'csv':
      return reportCsv(document);
    case 'html':
      return reportHtml(document);
  }
}

function reportJson(input: ReportInput, document: ReportDocument): string {
  const { scan, compare, runs, job } = input;
  const parts = { scan, compare, runs, job };
  const shown = document.redacted ? hiderFor(input)(parts) : parts;
  const named = { ...shown, job: shown.job && keepTechnician(shown.job, job) };
  return `${JSON.stringify({ v: 1, type: 'report', madeAt: document.madeAt, version: document.version, ...named, document }, null, 2)}\n`;
}
