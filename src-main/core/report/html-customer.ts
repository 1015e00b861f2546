import type { Measure, ReportDocument } from '../../../src-shared/contract/report.js';
import { amount, bytes, date, dateTime, shortTime } from './format.js';
import { escape, pairs, paragraph, part, table } from './markup.js';
import type { ReportWords } from './words.js';

/** Page 1, in 12 pt: what the customer takes home. */
export function customerPage(report: ReportDocument, words: ReportWords): string {
  const { job, result } = report;
  const details = job?.details;
  return `<article class="customer" aria-label="${escape(words.forCustomer)}">
${head(report, words)}
<div class="pair">
${part(words.device, device(report, words))}
${part(words.complaint, paragraph(details?.complaint.trim() || words.noComplaint) + pairs([[words.accessories, details?.accessories ?? '']]), wide(details?.complaint, details?.accessories))}
</div>
${part(words.result, [result.state, result.done, result.next].map(paragraph).join(''), 'result')}
${part(words.measured, measured(report, words))}
${part(words.whatWasDone, done(report, words))}
${part(words.notDone, notDone(report, words))}
<div class="pair">
${handTests(report, words)}
${details && (details.minutes > 0 || details.parts.length > 0) ? part(words.work, work(details, words), wide(...details.parts.map(({ name }) => name))) : ''}
${part(words.data, paragraph(details?.data.trim() || words.noData), wide(details?.data))}
${part(words.consent, consent(report, words))}
</div>
<div class="signatures">${words.signatures.map((line) => `<p>${escape(line)}</p>`).join('')}</div>
</article>`;
}

function head({ shop, job, madeAt, redacted }: ReportDocument, words: ReportWords): string {
  const contact = [shop.address, shop.phone, shop.email].filter((line) => line !== '');
  const logo = shop.logo === '' ? '' : `<img src="${escape(shop.logo)}" alt="${escape(shop.name)}">`;
  const name = shop.name === '' ? '' : `<strong>${escape(shop.name)}</strong>`;
  const facts = pairs([
    [words.ticket, job?.details.ticket ?? ''],
    [words.customer, job?.details.customer ?? ''],
    [words.technician, job?.details.technician ?? ''],
    [words.opened, job ? date(job.openedAt, words) : ''],
    [words.closed, job?.closedAt ? date(job.closedAt, words) : ''],
    [words.made, dateTime(madeAt, words)],
  ]);
  return `<header><div><h1>${escape(words.title)}</h1>${facts}${redacted ? `<p class="small">${escape(words.redacted)}</p>` : ''}</div>
<div class="shop">${logo}${name}${contact.map(paragraph).join('')}</div></header>`;
}

function device({ device }: ReportDocument, words: ReportWords): string {
  if (!device) return paragraph(words.deviceUnknown);
  const { deviceParts, notTold } = words;
  return pairs([
    [deviceParts.model, device.model || notTold],
    [deviceParts.serial, device.serial || notTold],
    [deviceParts.host, device.host],
    [deviceParts.system, device.system],
    [deviceParts.memory, device.memoryBytes > 0 ? bytes(device.memoryBytes, words) : ''],
  ]);
}

function measured({ measured }: ReportDocument, words: ReportWords): string {
  const when = (name: string, at: string | null): string => (at === null ? name : `${name}: ${shortTime(at, words)}`);
  const named = ({ id, of }: Measure): string => (of === '' ? words.measures[id] : `${words.measures[id]}, ${of}`);
  const isKnown = ({ before, after }: Measure): boolean => before !== null || after !== null;
  const rows = measured.rows.filter(isKnown).map((row) => [
    escape(named(row)),
    ...[row.before, row.after].map((value) => {
      const text = escape(amount(value, row.unit, words));
      return value === null ? `<i>${text}</i>` : text;
    }),
  ]);
  const neither = measured.rows.filter((row) => !isKnown(row)).map(named);
  return (
    table([words.measure, when(words.before, measured.beforeAt), when(words.after, measured.afterAt)], rows, 'measures') +
    (neither.length === 0 ? '' : `<p class="small">${escape(`${words.neitherTime} ${neither.join(', ')}.`)}</p>`)
  );
}

function done({ done }: ReportDocument, words: ReportWords): string {
  if (done.length === 0) return paragraph(words.nothingDone);
  const rows = done.map(({ title, outcome, undo, why }) => [
    escape(title),
    escape(words.outcomes[outcome ?? 'unfinished']),
    escape(undo === 'none' && why !== '' ? `${words.undoLevels.none}: ${why}` : words.undoLevels[undo]),
  ]);
  const standing = [...new Set(done.flatMap(({ undo, run }) => (undo === 'exact' || undo === 'best-effort' ? [run] : [])))];
  const commands = standing.map((run) => `<li><code>rescuepc undo ${escape(run)}</code></li>`).join('');
  const until = standing.length === 0 ? '' : `${paragraph(words.undoUntil)}<ul class="plain">${commands}</ul>`;
  return table([words.repair, words.outcome, words.undo], rows) + until;
}

function notDone({ notDone }: ReportDocument, words: ReportWords): string {
  if (notDone.length === 0) return paragraph(words.nothingLeft);
  const entries = notDone.map(({ kind, what, risk, urgent }) => {
    const mark = urgent ? ` <span class="mark urgent">${escape(words.urgent)}</span>` : '';
    return `<li><strong>${escape(what)}</strong>${mark} <span class="kind">${escape(words.kinds[kind])}</span><br>${escape(words.risk)}: ${escape(risk || words.noRisk)}</li>`;
  });
  return `<ul>${entries.join('')}</ul>`;
}

function handTests({ job }: ReportDocument, words: ReportWords): string {
  const tests = job?.details.handTests ?? [];
  if (tests.length === 0) return '';
  const said = tests.map(({ name, result, note }) => `${name}: ${words.results[result]}${note === '' ? '' : ` (${note})`}`);
  return part(words.handTests, paragraph(said.join('; ')), wide(...said));
}

function work({ minutes, parts }: { minutes: number; parts: readonly { name: string; price: string }[] }, words: ReportWords): string {
  const list = parts.map(({ name, price }) => `<li>${escape(price === '' ? name : `${name}: ${price}`)}</li>`).join('');
  return (minutes > 0 ? paragraph(words.minutes(minutes)) : '') + (list === '' ? '' : `<ul>${list}</ul>`);
}

function consent({ consents, withoutConsent }: ReportDocument, words: ReportWords): string {
  const lines = consents.map(({ by, at }) => paragraph(words.agreed(by, dateTime(at, words))));
  if (withoutConsent.length > 0) lines.push(paragraph(words.consentMissing(withoutConsent.length)));
  return lines.length === 0 ? paragraph(words.noConsent) : lines.join('');
}

/** Long texts take the whole width instead of a half. */
function wide(...texts: readonly (string | undefined)[]): string {
  return texts.join('').length > 260 ? 'wide' : '';
}
