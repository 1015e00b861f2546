import type { Reading } from '../../../src-shared/contract/fact.js';
import type { Amount, Measure, MeasureId } from '../../../src-shared/contract/report.js';
import type { Scan } from '../../../src-shared/contract/scan.js';
import type { FileSystem } from '../facts/file-systems.js';
import type { FactId, FactReadings } from '../facts/index.js';

/** The table of before and after. What neither scan could have (a desktop's battery) has no line; what one has not is null. Pure. */
export function measure(before: Scan | null, after: Scan | null): Measure[] {
  const row = (id: MeasureId, unit: Measure['unit'], take: (scan: Scan) => Amount, of = ''): Measure => ({
    id,
    of,
    unit,
    before: before && take(before),
    after: after && take(after),
  });
  return [
    row('urgent', 'count', ({ summary }) => ({ value: summary.urgent })),
    row('soon', 'count', ({ summary }) => ({ value: summary.soon })),
    ...volumes(before, after).map((mount) => row('room', 'bytes', (scan) => roomOn(scan, mount), mount)),
    row('memory', 'bytes', (scan) => from(scan, 'memory', (value) => ({ value: value.availableBytes, of: value.totalBytes }))),
    row('start-up', 'seconds', (scan) => from(scan, 'start-up', ({ seconds }) => ({ value: seconds }))),
    row('disk-trouble', 'count', (scan) => from(scan, 'disk-health', ({ disks }) => troubled(disks))),
    row('disk-life', 'percent', diskLife),
    row('temperature', 'celsius', (scan) => from(scan, 'temperatures', (all) => most(all.map(({ celsius }) => celsius)))),
    row('failed-services', 'count', (scan) => from(scan, 'failed-units', (units) => ({ value: units.length }))),
    ...(hasNone('battery', before, after) ? [] : [row('battery', 'percent', batteryHealth)]),
    ...(asked('updates-pending', before, after)
      ? [row('updates', 'count', (scan) => from(scan, 'updates-pending', (all) => ({ value: all.length })))]
      : []),
    row('unread', 'count', ({ summary }) => ({ value: summary.unread, of: summary.checked + summary.unread })),
  ];
}

/** A fact's value as a number; null where it was not read. */
function from<K extends FactId>(scan: Scan, id: K, take: (value: KnownValue<K>) => Amount): Amount {
  const reading: Reading | undefined = scan.facts[id];
  return reading?.known === true ? take(reading.value) : null;
}
type KnownValue<K extends FactId> = Extract<FactReadings[K], { readonly known: true }>['value'];

/** The root, and the volumes with the least room: at most three lines. One volume mounted twice is one. */
function volumes(before: Scan | null, after: Scan | null): string[] {
  const reading = [after, before].map((scan) => scan?.facts['file-systems']).find((one) => one?.known === true);
  if (reading?.known !== true) return ['/'];
  const share = ({ freeBytes, totalBytes }: FileSystem): number => freeBytes / totalBytes;
  const all = (reading.value as FileSystem[]).filter(({ readOnly, totalBytes }) => !readOnly && totalBytes > 0);
  const once = all.filter(({ source }, index) => all.findIndex((other) => other.source === source) === index);
  const others = once.filter(({ mount }) => mount !== '/').toSorted((a, b) => share(a) - share(b));
  return ['/', ...others.slice(0, 2).map(({ mount }) => mount)];
}

function roomOn(scan: Scan, mount: string): Amount {
  return from(scan, 'file-systems', (systems) => {
    const found = systems.find((system) => system.mount === mount);
    return found ? { value: found.freeBytes, of: found.totalBytes } : null;
  });
}

/** Disks that report errors, of those that were heard. */
function troubled(disks: readonly { readonly failing: boolean; readonly warnings: readonly string[] }[]): Amount {
  return { value: disks.filter(({ failing, warnings }) => failing || warnings.length > 0).length, of: disks.length };
}

/** Percent of the rated life that the most worn disk has left. */
function diskLife(scan: Scan): Amount {
  const wear = from(scan, 'disk-wear', (disks) => most(disks.map(({ usedPercent }) => usedPercent)));
  const signs = from(scan, 'disk-signs', (disks) => most(disks.flatMap(({ lifeUsed }) => lifeUsed ?? [])));
  const used = most([wear, signs].flatMap((amount) => amount?.value ?? []));
  return used && { value: Math.max(0, 100 - used.value) };
}

function batteryHealth(scan: Scan): Amount {
  return from(scan, 'battery', (batteries) => (batteries.length === 0 ? null : { value: Math.min(...batteries.map((one) => one.health)) }));
}

function most(values: readonly number[]): Amount {
  return values.length === 0 ? null : { value: Math.max(...values) };
}

/** Whether those scans that asked were told that this machine has no such thing. */
function hasNone(id: FactId, ...scans: readonly (Scan | null)[]): boolean {
  const readings = scans.flatMap((scan) => scan?.facts[id] ?? []);
  return readings.length > 0 && readings.every((reading) => !reading.known && reading.code === 'not-applicable');
}

function asked(id: FactId, ...scans: readonly (Scan | null)[]): boolean {
  return scans.some((scan) => scan?.facts[id] !== undefined);
}
