import { reportStyle } from '../../../src-shared/report-style.js';
import type { RunSummary } from '../../../src-shared/contract/run.js';
import type { Finding, Scan } from '../../../src-shared/contract/scan.js';
import { comparison } from './comparison.js';
import { date, escape } from './html-text.js';
import type { ReportInput } from './report.js';

/** A self-contained page without scripts or outside parts, for the screen and for paper. */
export function reportHtml({ scan, changes, runs, version, madeAt }: ReportInput): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>RescuePC report: ${escape(scan.scan.host)}</title><style>${reportStyle}</style></head><body>
<h1>What was found on ${escape(scan.scan.host)}</h1>
<p>${escape(sentence(scan))} Looked at on ${escape(date(scan.scan.startedAt))}; system at ${escape(scan.scan.root)}.</p>
<h2>Findings</h2>
${scan.findings.length === 0 ? '<p>None.</p>' : scan.findings.map(finding).join('\n')}
${changes ? comparison(changes, runs) : ''}
<h2>What could not be read</h2>
${scan.unknown.length === 0 ? '<p>Everything that was asked for was read.</p>' : `<ul>${scan.unknown.map((entry) => `<li><b>${escape(entry.id)}</b>: ${escape(entry.reason)} ${escape(entry.cure)}</li>`).join('')}</ul>`}
<h2>What was done</h2>
${runs.length === 0 ? '<p>Nothing was changed by RescuePC.</p>' : runs.map(runSection).join('\n')}
<footer>RescuePC ${escape(version)}, ${escape(date(madeAt.toISOString()))}. A journal head proves that a run's journal was not changed after this report was made.</footer>
</body></html>
`;
}

function sentence(scan: Scan): string {
  const { urgent, soon, checked, unread } = scan.summary;
  const found = urgent + soon === 0 ? 'Nothing urgent was found.' : `${urgent} urgent and ${soon} less urgent things were found.`;
  return `${found} ${checked} facts were read, ${unread} could not be.${readEarlier(scan)}`;
}

/** What an earlier scan read, because nothing that it depends on had changed. */
function readEarlier({ facts }: Scan): string {
  const kept = Object.entries(facts).flatMap(([id, reading]) =>
    reading.known && reading.readAt !== undefined ? [`${id} (${date(reading.readAt)})`] : [],
  );
  return kept.length === 0 ? '' : ` Of these, read earlier, and nothing they depend on changed since: ${kept.join(', ')}.`;
}

function finding(entry: Finding): string {
  const evidence = entry.evidence
    .map(
      (line) =>
        `<tr><td><code>${escape(line.source)}</code></td><td><code>${escape(line.line)}</code></td><td>${escape(line.meaning)}</td></tr>`,
    )
    .join('');
  return `<section><h3><span class="${entry.severity}">${label[entry.severity]}</span> ${escape(entry.title)}</h3><p>${escape(entry.why)}</p>${evidence === '' ? '' : `<table><tr><th>Where</th><th>What stands there</th><th>What it means</th></tr>${evidence}</table>`}</section>`;
}

const label = { critical: 'Urgent', warning: 'Soon', info: 'Note' } as const;

function runSection(run: RunSummary): string {
  const routines = run.routines
    .map(
      (routine) =>
        `<tr><td>${escape(routine.title)}</td><td>${escape(routine.before.summary)}</td><td><span class="word">${escape(routine.after?.outcome ?? 'unfinished')}</span>${routine.after?.message === undefined ? '' : `: ${escape(routine.after.message)}`}</td></tr>`,
    )
    .join('');
  const steps = run.steps
    .map(
      (step) =>
        `<li>${step.does.map((line) => escape(line)).join('<br>')}${step.commands.map((argv) => `<br><code>${escape(argv.join(' '))}</code>`).join('')} <i>(${escape(step.state)}; undo: ${escape(step.reversibility.level)})</i></li>`,
    )
    .join('');
  return `<section><h3>Run ${escape(run.id)}, ${escape(date(run.startedAt))}${run.undone ? ', taken back' : ''}</h3><table><tr><th>Repair</th><th>Before</th><th>After</th></tr>${routines}</table><ol>${steps}</ol><p>Journal head <code>${escape(run.head)}</code></p></section>`;
}
