import { Value } from 'typebox/value';
import { recordDefaults, recordSchemas, type RecordKind, type Records } from '../../src-shared/contract/record.js';

/** What a record's file holds. `newer`: a newer RescuePC wrote it. */
export type Parsed<K extends RecordKind> = { readonly is: 'whole'; readonly record: Records[K] } | { readonly is: 'newer' | 'damaged' };

/** The file of a record: JSON that a person can read and mend, with its version and kind. */
export function formatRecord(kind: RecordKind, record: object): string {
  return `${JSON.stringify({ v: 1, type: kind, ...record }, null, 2)}\n`;
}

/** The same for the text that an earlier version kept; what is no JSON stays as it is, to be named as damaged. */
export function formatOldRecord(kind: RecordKind, text: string): string {
  const value = parseJson(text);
  return isObject(value) ? formatRecord(kind, value) : text;
}

/** Reads a record's file. Fields that an older version did not write are filled up; those of a newer one stay. */
export function parseRecord<K extends RecordKind>(kind: K, id: string, text: string): Parsed<K> {
  const value = parseJson(text);
  if (!isObject(value)) return { is: 'damaged' };
  const { v, type, ...fields } = value;
  if (typeof v === 'number' && v > 1) return { is: 'newer' };
  const record = withMissing(fields, recordDefaults[kind]);
  const named = kind === 'settings' || record[kind === 'job' ? 'id' : 'run'] === id;
  if (v !== 1 || type !== kind || !named || !Value.Check(recordSchemas[kind], record)) return { is: 'damaged' };
  return { is: 'whole', record: record as Records[K] };
}

/** The fields of `record`, and those that only `other` has; so in each object within. Lists are the record's own. */
export function withMissing(record: object, other: object): Record<string, unknown> {
  const has = new Map(Object.entries(record));
  for (const [name, value] of Object.entries(other)) {
    const own: unknown = has.get(name);
    if (!has.has(name)) has.set(name, value);
    else if (isObject(own) && isObject(value)) has.set(name, withMissing(own, value));
  }
  return Object.fromEntries(has);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
