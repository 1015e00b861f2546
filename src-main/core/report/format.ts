import type { Amount, Measure } from '../../../src-shared/contract/report.js';
import type { ReportWords } from './words.js';

/** `25 November 2026 at 14:03`, in the time zone of the process; what is no date stays as it is. */
export function dateTime(iso: string, { tag }: ReportWords): string {
  return at(iso, tag, { dateStyle: 'long', timeStyle: 'short' });
}

/** `25 Nov 2026, 14:03`, for the head of a column. */
export function shortTime(iso: string, { tag }: ReportWords): string {
  return at(iso, tag, { dateStyle: 'medium', timeStyle: 'short' });
}

export function date(iso: string, { tag }: ReportWords): string {
  return at(iso, tag, { dateStyle: 'long' });
}

/** An amount in its unit; null: the words for what was not measured. */
export function amount(amount: Amount, unit: Measure['unit'], words: ReportWords): string {
  if (amount === null) return words.notMeasured;
  const say = (value: number): string => inUnit(value, unit, words);
  return amount.of === undefined ? say(amount.value) : words.amountOf(say(amount.value), say(amount.of));
}

/** Decimal units, as disks are sold: `83.5 GB`. */
export function bytes(value: number, { tag }: ReportWords): string {
  const step = sizes.findLast(({ from }) => value >= from) ?? sizes[0];
  const scaled = value / step.from;
  return number(scaled, tag, {
    style: 'unit',
    unit: step.unit,
    unitDisplay: 'short',
    maximumFractionDigits: scaled < 10 && step.from > 1 ? 1 : 0,
  });
}

function inUnit(value: number, unit: Measure['unit'], words: ReportWords): string {
  switch (unit) {
    case 'count':
      return number(value, words.tag, {});
    case 'bytes':
      return bytes(value, words);
    case 'percent':
      return number(value / 100, words.tag, { style: 'percent' });
    case 'seconds':
      return number(value, words.tag, { style: 'unit', unit: 'second', unitDisplay: 'short', maximumFractionDigits: value < 10 ? 1 : 0 });
    case 'celsius':
      return number(value, words.tag, { style: 'unit', unit: 'celsius', maximumFractionDigits: 0 });
  }
}

function number(value: number, tag: string, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(tag, options).format(value);
}

function at(iso: string, tag: string, options: Intl.DateTimeFormatOptions): string {
  const moment = new Date(iso);
  return Number.isNaN(moment.getTime()) ? iso : new Intl.DateTimeFormat(tag, options).format(moment);
}

const sizes = [
  { from: 1, unit: 'byte' },
  { from: 1e3, unit: 'kilobyte' },
  { from: 1e6, unit: 'megabyte' },
  { from: 1e9, unit: 'gigabyte' },
  { from: 1e12, unit: 'terabyte' },
] as const;
