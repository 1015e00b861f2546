import type { Raw } from '../../ports.js';
import { said } from './text.js';

type Json = Record<string, unknown>;

/** What `readSmart` leaves aside and a person who reads one answer is told. */
export type SmartRest = {
  readonly exitStatus: number | null;
  readonly device: string;
  /** Counts of errors were given, so that "passed" does not stand alone. */
  readonly counted: boolean;
  readonly signs: readonly (readonly [line: string, meaning: string])[];
  /** Names of `--scan`; null where it is another answer. */
  readonly devices: readonly string[] | null;
};

/**
 * `smartctl --json`: its own exit status, transfer errors (199: cable or connector), bits 4 to 7 (limits passed, errors logged).
 * null: no JSON object. Source: smartctl(8) "EXIT STATUS"; transcripts smartctl-json-*, smartctl-scan-json.
 */
export function readSmartRest(raw: Raw): SmartRest | null {
  const data = parse(said(raw));
  if (data === null) return null;
  const own = object(data['smartctl'])['exit_status'];
  const exitStatus = typeof own === 'number' ? own : null;
  const table = object(data['ata_smart_attributes'])['table'];
  const rows = Array.isArray(table) ? (table as unknown[]).map(object) : [];
  const crc = object(rows.find(({ id }) => id === 199)?.['raw'])['value'];
  const signs: [string, string][] = [];
  if (typeof crc === 'number' && crc > 0) signs.push([`attribute 199 raw ${crc}`, `${crc} transfer errors: cable or connector`]);
  const bits = exitStatus ?? raw.code ?? 0;
  if ((bits & 0b0011_0000) !== 0) signs.push([`exit status ${bits}`, "a value is, or was, below the maker's limit"]);
  if ((bits & 0b1100_0000) !== 0) signs.push([`exit status ${bits}`, 'the disk has logged errors or a failed self-test']);
  const name = object(data['device'])['name'];
  const listed = data['devices'];
  const names = Array.isArray(listed) ? (listed as unknown[]).map((entry) => object(entry)['name']) : null;
  return {
    exitStatus,
    device: typeof name === 'string' ? name : 'disk',
    counted: rows.length > 0 || 'nvme_smart_health_information_log' in data || 'scsi_error_counter_log' in data,
    signs,
    devices: names === null ? null : names.filter((entry) => typeof entry === 'string'),
  };
}

function object(value: unknown): Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Json) : {};
}

function parse(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Json) : null;
  } catch {
    return null;
  }
}
