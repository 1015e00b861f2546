import { createHash } from 'node:crypto';
import type { ReportDocument } from '../../../src-shared/contract/report.js';
import { reportStyle } from '../../../src-shared/report-style.js';
import { customerPage } from './html-customer.js';
import { technicianPage } from './html-technician.js';
import { escape } from './markup.js';
import { reportWords } from './words.js';

/**
 * A self-contained page without scripts or outside parts, for the screen and for paper: first what the customer gets, then what the
 * technician keeps. Its own policy forbids everything but its one style and the logo, wherever the file is opened.
 */
export function reportHtml(report: ReportDocument): string {
  const words = reportWords(report.language);
  const about = report.job?.details.ticket || report.device?.host || report.device?.model || '';
  return `<!doctype html>
<html lang="${report.language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(`${words.title}${about === '' ? '' : `: ${about}`}`)}</title><style>${reportStyle}</style></head><body><main>
${customerPage(report, words)}
${technicianPage(report, words)}
</main></body></html>
`;
}

const policy = `default-src 'none'; img-src data:; style-src 'sha256-${createHash('sha256').update(reportStyle).digest('base64')}'; base-uri 'none'; form-action 'none'`;
