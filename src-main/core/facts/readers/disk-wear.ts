import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { commandLine, notUnderstood, stdoutText, unread, unusable } from '../raw.js';

/** Percent of the life it was rated for; may pass 100. `spare`: percent of spare blocks that are left. */
export type Wear = { readonly usedPercent: number; readonly sparePercent: number | null };

/**
 * Wear of one solid state disk: NVMe's `percentage_used` and `available_spare`, or `endurance_used` (smartctl 7.5 and above) of an
 * ATA one. Older smartctl on ATA has only makers' own attributes, which are not compared. Source: NVMe 2.0 SMART log page 02h.
 */
export function readDiskWear(raw: Raw): ReadingOf<Wear> {
  const bad = unusable(raw, "Install 'smartmontools'.");
  if (bad) return bad;
  const data = parse(stdoutText(raw));
  // Exit bits 0 and 1: not opened, or no answer.
  if (data === null || ((raw.code ?? 0) & 0b11) !== 0) return notUnderstood(raw);
  const log = object(data['nvme_smart_health_information_log']);
  const used = log?.['percentage_used'] ?? object(data['endurance_used'])?.['current_percent'];
  const spare = log?.['available_spare'] ?? object(data['spare_available'])?.['current_percent'];
  if (typeof used !== 'number') return unread('not-applicable', 'This disk does not tell its wear.', '');
  const sparePercent = typeof spare === 'number' ? spare : null;
  return {
    known: true,
    value: { usedPercent: used, sparePercent },
    evidence: [
      {
        source: commandLine(raw),
        line: `${used} % of its rated life used`,
        meaning: sparePercent === null ? 'wear' : `${sparePercent} % of its spare blocks are left`,
      },
    ],
  };
}

function parse(text: string): Record<string, unknown> | null {
  try {
    return object(JSON.parse(text)) ?? null;
  } catch {
    return null;
  }
}

function object(value: unknown): Record<string, unknown> | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}
