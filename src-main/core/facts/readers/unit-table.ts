import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood, stdoutText } from '../raw.js';
import { readFailedUnits, type FailedUnit } from './failed-units.js';
import { said, withoutSystemd } from './text.js';

export type UnitTable = { readonly failed: readonly FailedUnit[]; readonly listed: number | null };

/**
 * `systemctl [list-units] [--failed|-a]` as a person calls it: that none has failed is believed only with the count below the
 * table, with whole JSON, or, where the legend was switched off, with exit code 0. Source: transcripts systemctl-*.
 */
export function readUnitTable(raw: Raw): ReadingOf<UnitTable> {
  const without = withoutSystemd(raw);
  if (without) return without;
  const text = stdoutText(raw).trim() === '' ? said(raw) : stdoutText(raw);
  const count = /^(\d+) loaded units listed\b/m.exec(text)?.[1];
  const isJson = text.trimStart().startsWith('[');
  const noLegend = raw.argv.some((word) => word === '--no-legend' || /^--legend=(?:no|false|0)$/.test(word));
  // A failed unit is a failed unit, also in a table that was cut off below.
  const namesOne = /\.[a-z]+[ \t]+\S+[ \t]+failed[ \t]+failed\b/.test(text);
  const code = raw.code ?? (count !== undefined || isJson || namesOne ? 0 : null);
  const reading = readFailedUnits({ ...raw, code });
  if (!reading.known) return reading;
  const proven = count !== undefined || isJson || noLegend;
  if (!proven && reading.value.length === 0) return notUnderstood(raw);
  return {
    known: true,
    value: { failed: reading.value, listed: count === undefined ? null : Number(count) },
    evidence:
      reading.value.length > 0 || count === undefined
        ? reading.evidence
        : [{ source: raw.argv.join(' '), line: `${count} loaded units listed`, meaning: 'none of them has failed' }],
  };
}
