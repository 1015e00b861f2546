import type { Measure, ReportDocument } from '../../../src-shared/contract/report.js';
import { amount, bytes, date, dateTime, shortTime } from './format.js';
import { escape, pairs, paragraph, part, table } from './markup.js';
import type { ReportWords } from './words.js';

/** Entries of a list that are shown on page 1. */
type Room = { readonly measures: number; readonly done: number; readonly notDone: number };
const all: Room = { measures: Infinity, done: Infinity, notDone: Infinity };
const tight: Room = { measures: 3, done: 2, notDone: 2 };

/** Lines that the lists may take where everything else has its usual length: more would not be one page. */
const linesForLists = 26;

/** All, where it is one page with it; else what is most urgent, and the whole lists are on the technician's pages. */
function roomFor({ done, notDone, measured }: ReportDocument): Room {
  const runs = new Set(done.map(({ run }) => run)).size;
  const rows = measured.rows.filter(isKnown).length;
  return 2 * done.length + runs + 3 * notDone.length + rows <= linesForLists ? all : tight;
}

/** Page 1, in 12 pt: what the customer takes home. */
export function customerPage(report: ReportDocument, words: ReportWords): string {
  const { job, result } = report;
  const room = roomFor(report);
  const details = job?.details;
  return `<article class="customer${room === tight ? ' dense' : ''}" aria-label="${escape(words.forCustomer)}">
${head(report, words)}
<div class="pair">
${part(words.device, device(report, words))}
${part(words.complaint, paragraph(details?.complaint.trim() || words.noComplaint) + pairs([[words.accessories, details?.accessories ?? '']]), wide(details?.complaint, details?.accessories))}
</div>
${part(words.result, [result.state, result.done, result.next].map(paragraph).join(''), 'result')}
${part(words.measured, measuredTable(report, words, room.measures))}
${part(words.whatWasDone, done(report, words, room))}
${part(words.notDone, notDoneList(report, words, room.notDone))}
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

/** `most`: rows that are shown. */
function measuredTable({ measured, basis }: ReportDocument, words: ReportWords, most: number): string {
  const when = (name: string, at: string | null): string => (at === null ? name : `${name}: ${shortTime(at, words)}`);
  const named = ({ id, of }: Measure): string => (of === '' ? words.measures[id] : `${words.measures[id]}, ${of}`);
  const rows = measured.rows.filter(isKnown).map((row) => [
    escape(named(row)),
    ...[row.before, row.after].map((value) => {
      const text = escape(amount(value, row.unit, words));
      return value === null ? `<i>${text}</i>` : text;
    }),
  ]);
  const neither = measured.rows.filter((row) => !isKnown(row)).map(named);
  return (
    table([words.measure, when(words.before, measured.beforeAt), when(words.after, measured.afterAt)], rows.slice(0, most), 'measures') +
    (measured.afterAt === null || basis.afterChange ? '' : `<p class="small">${escape(words.changedAfterLook)}</p>`) +
    further(rows.length - most, words) +
    (neither.length === 0 || most < Infinity ? '' : `<p class="small">${escape(`${words.neitherTime} ${neither.join(', ')}.`)}</p>`)
  );
}

function done(report: ReportDocument, words: ReportWords, room: Room): string {
  const { done, basis } = report;
  const unread = basis.runsUnread > 0 ? paragraph(words.runsUnread(basis.runsUnread)) : '';
  if (done.length === 0) return unread || paragraph(words.nothingDone);
  const standing = [...new Set(done.flatMap(({ command, run }) => (command === '' ? [] : [run])))];
  const commands = standing.map((run) => `<li><code>rescuepc undo ${escape(run)}</code></li>`).join('');
  const until =
    room === all ? `${paragraph(words.undoUntil)}<ul class="plain">${commands}</ul>` : `<p class="small">${escape(words.undoShort)}</p>`;
  return doneTable(report, words, room.done) + unread + (standing.length === 0 ? '' : until);
}

/** `most`: repairs that are shown. */
function doneTable({ done }: ReportDocument, words: ReportWords, most: number): string {
  const rows = done
    .slice(0, most)
    .map(({ title, outcome, undo, why }) => [
      escape(title),
      escape(words.outcomes[outcome ?? 'unfinished']),
      escape(undo === 'none' && why !== '' ? `${words.undoLevels.none}: ${why}` : words.undoLevels[undo]),
    ]);
  return table([words.repair, words.outcome, words.undo], rows) + further(done.length - most, words);
}

/** What is urgent first. `most`: entries that are shown. */
function notDoneList({ notDone, basis }: ReportDocument, words: ReportWords, most: number): string {
  const all = basis.afterChange && basis.whole && basis.unread === 0;
  if (notDone.length === 0) return paragraph(all ? words.nothingLeft : words.nothingKnownLeft);
  const urgentFirst = notDone.toSorted((a, b) => Number(b.urgent) - Number(a.urgent));
  const entries = urgentFirst.slice(0, most).map(({ kind, what, risk, urgent }) => {
    const mark = urgent ? ` <span class="mark urgent">${escape(words.urgent)}</span>` : '';
    return `<li><strong>${escape(what)}</strong>${mark} <span class="kind">${escape(words.kinds[kind])}</span><br>${escape(words.risk)}: ${escape(risk || words.noRisk)}</li>`;
  });
  return `<ul>${entries.join('')}</ul>${further(notDone.length - most, words)}`;
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

function consent({ consents, withoutConsent, basis }: ReportDocument, words: ReportWords): string {
  const lines = consents.map(({ by, at }) => paragraph(words.agreed(by, dateTime(at, words))));
  if (withoutConsent.length > 0) lines.push(paragraph(words.consentMissing(withoutConsent.length)));
  if (lines.length > 0) return lines.join('');
  return paragraph(basis.runsUnread > 0 ? words.runsUnread(basis.runsUnread) : words.noConsent);
}

/** The lists of page 1 whole, where it had no room for them. */
export function wholeLists(report: ReportDocument, words: ReportWords): string {
  if (roomFor(report) === all) return '';
  return [
    part(words.measured, measuredTable(report, words, Infinity)),
    part(words.whatWasDone, done(report, words, all)),
    part(words.notDone, notDoneList(report, words, Infinity)),
  ].join('');
}

function isKnown({ before, after }: Measure): boolean {
  return before !== null || after !== null;
}

function further(count: number, words: ReportWords): string {
  return count > 0 ? `<p class="small">${escape(words.further(count))}</p>` : '';
}

/** Long texts take the whole width instead of a half. */
function wide(...texts: readonly (string | undefined)[]): string {
  return texts.join('').length > 260 ? 'wide' : '';
}
