import type { Reading } from '../../../../src-shared/contract/fact.js';
import type { Finding, Rung, Scan } from '../../../../src-shared/contract/scan.js';
import { fewOf } from '../../../core/routines/item.js';
import { diskFailing } from '../../../core/scan/checks/disk-failing.js';
import { clean } from '../../terminal-text.js';
import { columns, wrap, type Output } from '../output.js';

const marks = { critical: ['red', '!!', 'urgent'], warning: ['yellow', ' !', 'soon'], info: ['cyan', ' i', 'note'] } as const;

/**
 * A scan for people: urgent first, evidence under each finding, then what could not be read and its cure. `only`:
 * single things were asked for, so what was read of them is shown too.
 */
export function renderScan(scan: Scan, output: Output, only = false): string {
  const { summary } = scan;
  const lines = [
    output.style('bold', `${scan.scan.host}: ${headline(scan)}`),
    `${summary.checked} ${summary.checked === 1 ? 'fact' : 'facts'} read in ${(scan.scan.durationMs / 1000).toFixed(1)} s, ${summary.unread} unread${notAsked(summary)}`,
    ...renderKept(scan),
    '',
  ];
  const dying = scan.findings.filter((finding) => finding.id === diskFailing.id);
  for (const finding of dying) lines.push(...renderFinding(finding, output), '');
  if (scan.symptom) lines.push(...scan.symptom.rungs.flatMap((rung) => renderRung(rung, output)), '');
  if (only) lines.push(...Object.entries(scan.facts).flatMap(([id, reading]) => renderFact(id, reading, output)));
  for (const finding of scan.findings.filter((one) => !dying.includes(one))) lines.push(...renderFinding(finding, output), '');
  if (scan.unknown.length > 0) {
    lines.push(output.style('bold', 'Not read'));
    for (const entry of scan.unknown)
      lines.push(`  ?  ${output.style('dim', entry.id)}: ${wrap(clean(`${entry.reason} ${entry.cure}`.trim()), 5)}`);
    lines.push('');
  }
  lines.push(...renderNotLookedAt(scan, output));
  const routines = scan.findings.map((finding) => finding.routines[0]).filter((routine) => routine !== undefined);
  const next = nextCommand(scan, dying.length > 0, routines);
  if (next !== '') lines.push(`Next: ${output.style('bold', next)}`);
  return lines.join('\n');
}

/** Data first; then the first rung that a repair helps; then all repairs. */
function nextCommand({ symptom, scan }: Scan, dying: boolean, routines: readonly string[]): string {
  const where = scan.root === '/' ? '' : ` --root ${scan.root}`;
  if (dying) return `rescuepc save-data --to DIR${where}`;
  const routine = symptom?.rungs.find((rung) => rung.state === 'breaks' && rung.routines.length > 0)?.routines[0];
  if (symptom && routine !== undefined) return `rescuepc repair ${routine} --symptom ${symptom.name}${where}`;
  return routines.length > 0 ? `rescuepc plan ${routines.join(' ')}${where}` : '';
}

/** Which facts an earlier scan read, and when: what was not looked at now is said. */
function renderKept({ facts }: Scan): string[] {
  const kept = Object.entries(facts).flatMap(([id, reading]) =>
    reading.known && reading.readAt !== undefined ? [{ id, at: reading.readAt }] : [],
  );
  const oldest = kept.map(({ at }) => at).toSorted()[0];
  if (oldest === undefined) return [];
  const when = `${oldest.slice(0, 16).replace('T', ' ')} UTC`;
  return [
    wrap(`${kept.map(({ id }) => id).join(' and ')} were read at ${when}: nothing they depend on has changed since. --deep reads anew.`, 0),
  ];
}

/** Nothing is called right that was not looked at: how much was read is a part of the answer. */
function headline({ summary, symptom }: Scan): string {
  const broken = symptom?.rungs.find((rung) => rung.state === 'breaks');
  if (broken) return `it breaks at: ${clean(broken.title)}`;
  const notes = summary.urgent + summary.soon;
  const unseen = symptom?.rungs.filter((rung) => rung.state === 'could-not-look').length ?? 0;
  if (notes === 0 && symptom)
    return unseen === 0
      ? 'nothing breaks on this way'
      : `nothing breaks where it could be looked at; ${unseen} of ${symptom.rungs.length} steps could not`;
  const left = summary.unread + (summary.notLookedAt ?? 0);
  if (notes === 0)
    return left === 0 ? 'nothing wrong was found' : `nothing wrong was found in ${summary.checked} of ${summary.checked + left} things`;
  return [summary.urgent > 0 ? `${summary.urgent} urgent` : '', summary.soon > 0 ? `${summary.soon} soon` : '']
    .filter((word) => word !== '')
    .join(', ');
}

function notAsked({ notLookedAt }: Scan['summary']): string {
  return notLookedAt === undefined || notLookedAt === 0 ? '' : `, ${notLookedAt} not looked at`;
}

const mostNames = 12;

/** What a look at the machine left out. Who asks for single facts, or about a complaint, knows what he asked for. */
function renderNotLookedAt({ scan: { scope }, notLookedAt = [] }: Scan, output: Output): string[] {
  if (notLookedAt.length === 0 || scope === undefined || scope === 'single') return [];
  const how = scope === 'quick' ? "'rescuepc scan' looks at most of it, --deep at all" : '--deep looks at it';
  return [output.style('bold', 'Not looked at'), `  ?  ${wrap(`${fewOf(notLookedAt, mostNames)}: ${how}.`, 5)}`, ''];
}

const rungMarks = { fine: ['green', 'ok'], breaks: ['red', '!!'], 'could-not-look': ['yellow', ' ?'] } as const;

/** One rung of a complaint's ladder: fine, here it breaks, or could not look. */
function renderRung(rung: Rung, output: Output): string[] {
  const [colour, mark] = rungMarks[rung.state];
  const head = `${output.style(colour, mark)}  ${output.style('bold', wrap(clean(rung.title), 4))}`;
  const repair = rung.routines.length > 0 ? [`      repair: ${rung.routines.join('  ')}`] : [];
  return [head, ...(rung.says === '' ? [] : [`      ${wrap(clean(rung.says), 6)}`]), ...repair];
}

/** What was read of one fact, line by line. */
function renderFact(id: string, reading: Reading, output: Output): string[] {
  if (!reading.known) return [];
  const width = Math.min(36, Math.max(0, ...reading.evidence.map((entry) => entry.source.length)));
  const lines = reading.evidence.flatMap((entry) => renderEvidence(entry, width, output));
  return [
    output.style('bold', id),
    ...(lines.length === 0 ? ['nothing to show'] : lines).map((line) => `${' '.repeat(indent)}${line}`),
    '',
  ];
}

const indent = 10;
const mostEvidence = 6;

function renderFinding(finding: Finding, output: Output): string[] {
  const [colour, mark, word] = marks[finding.severity];
  const shown = finding.evidence.slice(0, mostEvidence);
  const width = Math.min(36, Math.max(0, ...shown.map((entry) => entry.source.length)));
  const more = finding.evidence.length - shown.length;
  const [first] = finding.routines;
  const items = finding.routines.length - 1;
  const lines = [
    ...shown.flatMap((entry) => renderEvidence(entry, width, output)),
    ...(more > 0 ? [`and ${more} more lines (--json shows all)`] : []),
    ...(first === undefined
      ? []
      : [`repair: ${first}${items > 0 ? output.style('dim', `  (or one of ${items} items: ${finding.routines[1] ?? ''} ...)`) : ''}`]),
  ];
  return [
    `${output.style(['bold', colour], `${mark} ${word.padEnd(6)}`)} ${wrap(clean(finding.title), indent)}`,
    `${' '.repeat(indent)}${output.style('dim', wrap(clean(finding.why), indent))}`,
    ...lines.map((line) => `${' '.repeat(indent)}${line}`),
  ];
}

/** Where, what stands there, what it means: in one line if it fits, else the meaning on the next. */
export function renderEvidence(entry: Finding['evidence'][number], width: number, output: Output): string[] {
  const place = clean(entry.source).padEnd(width);
  const line = clean(entry.line);
  const start = `${output.style('dim', place)}  ${line}`;
  const meaning = `(${clean(entry.meaning)})`;
  if (place.length + line.length + meaning.length + indent + 4 <= columns()) return [`${start}  ${output.style('dim', meaning)}`];
  return [start, `  ${output.style('dim', wrap(meaning, indent + 2))}`];
}
