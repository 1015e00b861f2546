import type { MachineChanges } from '../../../src-shared/contract/machine-changes.js';
import type { RunSummary } from '../../../src-shared/contract/run.js';
import { date, escape } from './html-text.js';

/** What was otherwise at the later of two scans: first what RescuePC did in between, then the machine, whoever changed it. */
export function comparison(changes: MachineChanges, runs: readonly RunSummary[]): string {
  const { from, to } = changes;
  const ours = runs.filter((run) => run.startedAt >= from.startedAt && run.startedAt <= to.startedAt).flatMap(ownChanges);
  const steady = changes.facts.filter((fact) => !fact.momentary);
  const moment = changes.facts.filter((fact) => fact.momentary).map(({ id }) => id);
  const uncompared = changes.uncompared.map(
    ({ title, seenIn }) => `${title} (only the ${seenIn === 'from' ? 'earlier' : 'later'} scan looked at this)`,
  );
  return `<h2>Since ${escape(date(from.startedAt))}</h2>
<h3>Changed by RescuePC</h3>${items(ours, 'Nothing that still stands.')}
<h3>Changed on the machine, whoever did it</h3>
<h4>No longer found</h4>${list(changes.gone.map(({ title }) => title))}
<h4>Newly found</h4>${list(changes.new.map(({ title }) => title))}
${uncompared.length === 0 ? '' : `<h4>Not compared</h4>${list(uncompared)}`}
<h4>Other readings</h4>${steady.length === 0 ? '<p>All are as they were.</p>' : readings(steady)}
${moment.length === 0 ? '' : `<p>Measured anew, as at every look: ${escape(moment.join(', '))}.</p>`}`;
}

/** Each step with its title, what it did and the commands it ran, as it stands in the run below. */
function ownChanges(run: RunSummary): string[] {
  return run.steps
    .filter((step) => step.state === 'done')
    .map((step) => {
      const did = [...step.does.map(escape), ...step.commands.map((argv) => `<code>${escape(argv.join(' '))}</code>`)];
      return `${escape(step.title)} <i>(run ${escape(run.id)}, undo: ${escape(step.reversibility.level)})</i>${did.map((line) => `<br>${line}`).join('')}`;
    });
}

function readings(facts: MachineChanges['facts']): string {
  const rows = facts.map(
    ({ id, before, after, more }) =>
      `<tr><td class="word"><code>${escape(id)}</code></td><td>${escape(before || 'nothing')}</td><td>${escape(after || 'nothing')}${more > 0 ? ` <i>and ${more} more</i>` : ''}</td></tr>`,
  );
  return `<table><tr><th>What</th><th>Before</th><th>Now</th></tr>${rows.join('')}</table>`;
}

function list(entries: readonly string[]): string {
  return items(entries.map(escape), 'None.');
}

function items(html: readonly string[], none: string): string {
  return html.length === 0 ? `<p>${none}</p>` : `<ul>${html.map((entry) => `<li>${entry}</li>`).join('')}</ul>`;
}
