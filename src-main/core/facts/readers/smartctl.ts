import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Evidence } from '../../../../src-shared/contract/words.js';
import type { Raw } from '../../ports.js';
import { commandLine, notUnderstood, stdoutText, unread, unusable } from '../raw.js';

export type DiskVerdict = { readonly model: string; readonly failing: boolean; readonly warnings: readonly string[] };

/** ATA attributes of which a raw value above 0 means lost or endangered sectors. Source: scrutiny's critical list, `routines.md` section 4. */
const countedAttributes: Readonly<Record<number, string>> = {
  5: 'reallocated sectors',
  187: 'uncorrectable errors reported',
  196: 'reallocation events',
  197: 'pending sectors',
  198: 'sectors that cannot be corrected',
};

/**
 * `smartctl --json --all DEV`. Exit bits 0 to 2: it could not be read (unknown). "passed" alone is not health:
 * counts are looked at too. Source: smartctl(8); transcripts smartctl-json-*.
 */
export function readSmart(raw: Raw): ReadingOf<DiskVerdict> {
  const bad = unusable(raw, "Install 'smartmontools'.");
  if (bad) return bad;
  const data = parse(stdoutText(raw));
  if (data === null) return notUnderstood(raw);
  const status = data['smart_status'] as { passed?: unknown } | null | undefined;
  const own = (data['smartctl'] as { exit_status?: unknown } | null | undefined)?.exit_status;
  const exit = typeof own === 'number' ? own : (raw.code ?? 0);
  if ((exit & 0b111) !== 0 && !status) return unread('failed', 'This disk does not answer SMART questions.', '');
  // Bits 0 and 1: the device was not even opened, whatever else is printed.
  if (typeof status?.passed !== 'boolean' || (exit & 0b11) !== 0) return notUnderstood(raw);
  const counts = [...ataCounts(data), ...nvmeCounts(data)];
  const failing = !status.passed || counts.some((count) => count.failing);
  const evidence: Evidence[] = [
    {
      source: commandLine(raw),
      line: `smart_status.passed = ${String(status.passed)}`,
      meaning: status.passed ? "the disk's own verdict: passed" : 'the disk itself says that it is failing',
    },
    ...counts.map((count) => ({ source: commandLine(raw), line: count.line, meaning: count.meaning })),
  ];
  const model = typeof data['model_name'] === 'string' ? data['model_name'] : '';
  return { known: true, value: { model, failing, warnings: counts.map((count) => count.meaning) }, evidence };
}

type Count = { readonly line: string; readonly meaning: string; readonly failing: boolean };

function ataCounts(data: Record<string, unknown>): Count[] {
  type Attribute = { id?: number; raw?: { value?: unknown } | null; when_failed?: string } | null;
  const table = (data['ata_smart_attributes'] as { table?: unknown } | null | undefined)?.table;
  return (Array.isArray(table) ? (table as Attribute[]) : []).flatMap((row) => {
    const meaning = countedAttributes[row?.id ?? -1];
    const value = row?.raw?.value;
    return row === null || meaning === undefined || typeof value !== 'number' || value === 0
      ? []
      : [
          {
            line: `attribute ${row.id} raw ${value}`,
            meaning: `${value} ${meaning}`,
            failing: row.when_failed === 'now' || row.id === 197 || row.id === 198,
          },
        ];
  });
}

function nvmeCounts(data: Record<string, unknown>): Count[] {
  const log = data['nvme_smart_health_information_log'] as Record<string, number> | null | undefined;
  if (log === undefined || log === null) return [];
  const counts: Count[] = [];
  const add = (bad: boolean, key: string, meaning: string): void => {
    if (bad) counts.push({ line: `${key} = ${log[key]}`, meaning, failing: true });
  };
  add((log['critical_warning'] ?? 0) !== 0, 'critical_warning', 'the disk raises a critical warning');
  add((log['media_errors'] ?? 0) > 0, 'media_errors', `${log['media_errors']} media errors`);
  add((log['available_spare'] ?? 100) <= (log['available_spare_threshold'] ?? 0), 'available_spare', 'spare blocks are used up');
  add((log['percentage_used'] ?? 0) >= 100, 'percentage_used', 'its rated life is used up');
  return counts;
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
