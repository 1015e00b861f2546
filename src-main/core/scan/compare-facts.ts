import type { Reading } from '../../../src-shared/contract/fact.js';
import type { MachineChanges } from '../../../src-shared/contract/machine-changes.js';
import type { Evidence } from '../../../src-shared/contract/words.js';
import { steadyValue } from './steady-value.js';

type FactChange = MachineChanges['facts'][number];
type Scalar = string | number | boolean | null;

/** Measurements that are otherwise at every look. */
const momentary = new Set(['memory', 'swap', 'temperatures', 'power', 'wireless', 'clock', 'kernel-log', 'journal-size', 'sound-volume']);

/** Why a fact may be unread without anything having changed on the machine. */
const ofTheScan = new Set(['needs-elevation', 'not-permitted', 'not-asked', 'no-network', 'timed-out', 'failing-disk']);

/** Facts that both scans asked for and that say something else. Pure. */
export function compareFacts(from: Readonly<Record<string, Reading>>, to: Readonly<Record<string, Reading>>): FactChange[] {
  return Object.keys(from)
    .filter((id) => Object.hasOwn(to, id))
    .toSorted()
    .flatMap((id) => {
      const [before, after] = [from[id], to[id]];
      return before && after ? compareOne(id, before, after) : [];
    });
}

function compareOne(id: string, before: Reading, after: Reading): FactChange[] {
  if (!before.known && !after.known) return [];
  if ([before, after].some((reading) => !reading.known && ofTheScan.has(reading.code))) return [];
  if (before.known && after.known && steadyValue(id, before) === steadyValue(id, after)) return [];
  const [left, right] = [linesOf(before), linesOf(after)];
  const lost = left.filter((line) => !right.some((other) => same(line, other)));
  const came = right.filter((line) => !left.some((other) => same(line, other)));
  // The same thing then and now where there is one, else the first of each.
  const pair = lost.find((line) => came.some((other) => other.source === line.source)) ?? lost[0];
  const partner = came.find((line) => line.source === pair?.source) ?? came[0];
  if (!pair && !partner) return [{ id, ...leaf(before, after), more: 0, momentary: momentary.has(id) }];
  const more = Math.max(lost.length, came.length) - 1;
  const parts = { kind: 'lines', before: pair ?? null, after: partner ?? null } as const;
  return [{ id, before: words(pair), after: words(partner), parts, more, momentary: momentary.has(id) }];
}

function linesOf(reading: Reading): readonly Evidence[] {
  return reading.known ? reading.evidence : [{ source: '', line: reading.reason, meaning: '' }];
}

function same(a: Evidence, b: Evidence): boolean {
  return a.source === b.source && a.line === b.line && a.meaning === b.meaning;
}

function words(evidence: Evidence | undefined): string {
  if (!evidence) return '';
  const { source, line, meaning } = evidence;
  return `${source === '' ? '' : `${source}: `}${line}${meaning === '' ? '' : ` (${meaning})`}`;
}

/** Where the lines are the same, the first member of the value that is not, with its path; places in lists tell a person nothing. */
function leaf(before: Reading, after: Reading): Pick<FactChange, 'before' | 'after' | 'parts'> {
  const [left, right] = [leaves(before), leaves(after)];
  const path = [...left.keys(), ...right.keys()].find((key) => left.get(key) !== right.get(key)) ?? '';
  const names = path.split('.').filter((part) => !/^\d+$/.test(part));
  const name = names.join('.');
  const say = (value: Scalar | undefined): string =>
    value === undefined ? '' : `${name === '' ? '' : `${name}: `}${String(value)}`.slice(0, 200);
  const [was, is] = [left.get(path), right.get(path)];
  const parts = { kind: 'member', member: names.at(-1) ?? '', before: was ?? null, after: is ?? null } as const;
  return { before: say(was), after: say(is), parts };
}

function leaves(reading: Reading): Map<string, Scalar> {
  const found = new Map<string, Scalar>();
  const visit = (value: unknown, path: string): void => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null) found.set(path, value);
    else if (typeof value === 'object')
      for (const [key, member] of Object.entries(value)) visit(member, path === '' ? key : `${path}.${key}`);
  };
  if (reading.known) visit(reading.value, '');
  return found;
}
