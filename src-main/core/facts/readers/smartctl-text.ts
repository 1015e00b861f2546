import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood, unread } from '../raw.js';
import { known, said } from './text.js';

/** `passed`: the disk's own verdict, null where it was not asked. `counted`: all error counts were printed too. */
export type SmartText = { readonly passed: boolean | null; readonly counted: boolean; readonly signs: readonly string[] };

const counts: Readonly<Record<string, string>> = {
  '5': 'reallocated sectors',
  '187': 'uncorrectable errors reported',
  '196': 'reallocation events',
  '197': 'pending sectors',
  '198': 'sectors that cannot be corrected',
  '199': 'transfer errors: cable or connector',
};

/**
 * `smartctl` for people (-H, -A, -a, -x): the verdict, the ATA table, the NVMe log. "PASSED" alone is known to lie.
 * Source: smartctl(8); transcripts smartctl-failed-text-head, smartctl-attr-failing-now, smartctl-unsupported-device.
 */
export function readSmartText(raw: Raw): ReadingOf<SmartText> {
  const text = said(raw);
  const verdict = /^SMART (?:overall-health self-assessment test result|Health Status): (PASSED|OK|FAILED!|.+)$/m.exec(text);
  const unopened = /Unable to detect device type|Smartctl open device: .* failed|Unknown USB bridge|SMART support is:\s+Unavailable/.exec(
    text,
  );
  if (unopened && !verdict)
    return unread('failed', `This disk does not answer SMART questions: ${unopened[0]}`, 'Try smartctl -d TYPE (see smartctl --scan).');
  const signs: [string, string][] = [...tableSigns(text), ...nvmeSigns(text)];
  const table = /^ID# ATTRIBUTE_NAME/m.test(text) && text.search(row) >= 0;
  const nvme = /^Critical Warning:/m.test(text) && /^Media and Data Integrity Errors:/m.test(text);
  const scsi = /^SMART Health Status:/m.test(text) && /^(?:Elements in grown defect list|Error counter log):/m.test(text);
  // What follows the table shows that it was not cut off.
  const counted = nvme || scsi || (table && /^SMART (?:Extended Comprehensive )?(?:Error Log|Self-test log)/m.test(text));
  if (!verdict && !table && !counted) return notUnderstood(raw);
  if (raw.code !== null && (raw.code & 0b11) !== 0) return notUnderstood(raw);
  const passed = verdict ? /^(?:PASSED|OK)$/.test(verdict[1] ?? '') : null;
  const lines: [string, string][] = verdict
    ? [[verdict[0], passed === true ? "the disk's own verdict: passed" : 'the disk itself says that it is failing']]
    : [];
  return known(raw, { passed, counted, signs: signs.map(([, meaning]) => meaning) }, [...lines, ...signs]);
}

/** Rows of -A (flags as a number, WHEN_FAILED) and of -x (flags as letters, FAIL: NOW, Past). */
const row =
  /^[ \t]*(\d+) (\S+)\s+(?:0x[0-9a-f]{4}|[POSRCK-]{6})\s+(?:\d+|---)\s+(?:\d+|---)\s+(?:\d+|---)\s+(?:\S+\s+\S+\s+)?(-|FAILING_NOW|In_the_past|NOW|Past)\s+(\d+).*/gm;

function tableSigns(text: string): [string, string][] {
  return [...text.matchAll(row)].flatMap(([line, id = '', name = '', when = '', value = '']): [string, string][] => {
    if (when === 'FAILING_NOW' || when === 'NOW') return [[line, `${name} is below the maker's limit now`]];
    const meaning = counts[id];
    if (meaning !== undefined && Number(value) > 0) return [[line, `${value} ${meaning}`]];
    return when === '-' ? [] : [[line, `${name} was below the maker's limit before`]];
  });
}

function nvmeSigns(text: string): [string, string][] {
  const number = (key: string): [string, number] | null => {
    const match = new RegExp(`^${key}:\\s+(0x[0-9a-f]+|[\\d,]+)%?.*$`, 'mi').exec(text);
    return match ? [match[0], Number((match[1] ?? '').replaceAll(',', ''))] : null;
  };
  const [warning, media, spare, limit, used] = [
    number('Critical Warning'),
    number('Media and Data Integrity Errors'),
    number('Available Spare'),
    number('Available Spare Threshold'),
    number('Percentage Used'),
  ];
  const signs: [string, string][] = [];
  if (warning && warning[1] !== 0) signs.push([warning[0], 'the disk raises a critical warning']);
  if (media && media[1] > 0) signs.push([media[0], `${media[1]} media errors`]);
  if (spare && limit && spare[1] <= limit[1]) signs.push([spare[0], 'spare blocks are used up']);
  if (used && used[1] >= 100) signs.push([used[0], 'its rated life is used up']);
  return signs;
}
