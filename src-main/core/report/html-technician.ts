import type { ReportDocument } from '../../../src-shared/contract/report.js';
import type { RunSummary } from '../../../src-shared/contract/run.js';
import { dateTime } from './format.js';
import { wholeLists } from './html-customer.js';
import { escape, paragraph, part, table } from './markup.js';
import type { ReportWords } from './words.js';

/** Lines of evidence that are printed of one finding; the JSON form has all of them. */
const mostLines = 8;

/** Page 2 and on, in smaller type: what the technician keeps. */
export function technicianPage(report: ReportDocument, words: ReportWords): string {
  const { technician, version } = report;
  const { runs, missingRuns, scans, findings, unknown, notes } = technician;
  const missing = missingRuns.map((id) => `<p><code>${escape(id)}</code>: ${escape(words.missingRun)}</p>`).join('');
  const looks = scans.map(
    ({ id, startedAt, when }) => `<li>${escape(words[when])}: <code>${escape(id)}</code>, ${escape(dateTime(startedAt, words))}</li>`,
  );
  return `<article class="technician" aria-label="${escape(words.forTechnician)}">
<h1>${escape(words.forTechnician)}</h1>
${wholeLists(report, words)}
${part(words.scans, looks.length === 0 ? paragraph(words.none) : `<ul>${looks.join('')}</ul>`)}
${part(words.runs, runs.length + missingRuns.length === 0 ? paragraph(words.none) : runs.map((run) => runPart(run, words)).join('') + missing)}
${part(words.evidence, findings.length === 0 ? paragraph(words.none) : findings.map((finding) => findingPart(finding, words)).join(''))}
${part(words.unknown, unknown.length > 0 ? unknownList(unknown) : paragraph(scans.length === 0 ? words.state.notLooked : words.nothingUnknown))}
${notes.length === 0 ? '' : part(words.notes, notes.map(({ at, text }) => paragraph(`${dateTime(at, words)}: ${text}`)).join(''))}
<footer>RescuePC Repairs ${escape(version)}. ${escape(words.journalHeadWhy)}</footer>
</article>`;
}

function runPart(run: RunSummary, words: ReportWords): string {
  const routines = run.routines.map(({ id, title, before, after }) => [
    `${escape(title)}<br><code>${escape(id)}</code>`,
    escape(before.summary),
    escape([words.outcomes[after?.outcome ?? 'unfinished'], after?.message ?? ''].filter((line) => line !== '').join(': ')),
  ]);
  const steps = run.steps.map(({ routine, step, does, commands, state, reversibility }) => {
    const lines = [...does.filter((line) => line !== '').map(escape), ...commands.map((argv) => `<code>${escape(argv.join(' '))}</code>`)];
    const undo = state === 'done' ? `; ${words.undo} ${words.undoLevels[reversibility.level]}` : '';
    return `<li><code>${escape(`${routine}/${step}`)}</code>, ${escape(words.stepStates[state] + undo)}<br>${lines.join('<br>')}</li>`;
  });
  return `<h3>${escape(words.run)} <code>${escape(run.id)}</code>, ${escape(dateTime(run.startedAt, words))}, ${escape(run.by)}${run.undone ? `, ${escape(words.undoLevels['taken-back'])}` : ''}</h3>
<p>${escape(words.journalHead)}: <code>${escape(run.head)}</code></p>
${table([words.repair, words.before, words.after], routines)}
<ol aria-label="${escape(words.commands)}">${steps.join('')}</ol>`;
}

function findingPart(finding: ReportDocument['technician']['findings'][number], words: ReportWords): string {
  const { severity, title, why, evidence, state } = finding;
  const rows = evidence
    .slice(0, mostLines)
    .map(({ source, line, meaning }) => [`<code>${escape(source)}</code>`, `<code>${escape(line)}</code>`, escape(meaning)]);
  const rest = evidence.length > mostLines ? paragraph(words.more(evidence.length - mostLines)) : '';
  const lines = rows.length === 0 ? '' : table([words.where, words.whatStands, words.whatItMeans], rows);
  return `<h3><span class="mark ${severity}">${escape(words.severities[severity])}</span> ${escape(title)} <span class="kind">${escape(words.findingStates[state])}</span></h3>${paragraph(why)}${lines}${rest}`;
}

function unknownList(unknown: ReportDocument['technician']['unknown']): string {
  return `<ul>${unknown.map(({ id, reason, cure }) => `<li><code>${escape(id)}</code>: ${escape(`${reason} ${cure}`.trim())}</li>`).join('')}</ul>`;
}
