import { useLanguage, type Language } from '../stores/language.js';

/** Numbers, dates and sizes in the person's language. */
export type Format = {
  /** Decimal units, as disks are sold: `83.5 GB`. */
  bytes(bytes: number): string;
  percent(percent: number): string;
  number(value: number, digits?: number): string;
  /** `25 Nov 2026, 14:03` in this computer's time zone, from an ISO date. */
  dateTime(iso: string): string;
  date(iso: string): string;
  time(iso: string): string;
  /** `3 min 12 s`; days and hours where it is long. */
  duration(seconds: number): string;
};

export function useFormat(): Format {
  return formatFor(useLanguage());
}

export function formatFor(language: Language): Format {
  const tag = language === 'en' ? 'en-GB' : 'de-DE';
  const number = (value: number, digits = 0): string => new Intl.NumberFormat(tag, { maximumFractionDigits: digits }).format(value);
  const unit = (value: number, name: string, digits: number): string =>
    new Intl.NumberFormat(tag, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits }).format(value);
  const at = (iso: string, options: Intl.DateTimeFormatOptions): string => {
    const date = new Date(iso);
    return Number.isNaN(date.getTime()) ? iso : new Intl.DateTimeFormat(tag, options).format(date);
  };
  return {
    bytes(bytes) {
      const step = sizes.findLast(({ from }) => bytes >= from) ?? sizes[0];
      const value = bytes / step.from;
      return unit(value, step.unit, value < 10 && step.from > 1 ? 1 : 0);
    },
    percent: (percent) => new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 }).format(percent / 100),
    number,
    dateTime: (iso) => at(iso, { dateStyle: 'medium', timeStyle: 'short' }),
    date: (iso) => at(iso, { dateStyle: 'medium' }),
    time: (iso) => at(iso, { timeStyle: 'medium' }),
    duration(seconds) {
      const [days, hours, minutes, rest] = [
        Math.floor(seconds / 86_400),
        Math.floor((seconds % 86_400) / 3_600),
        Math.floor((seconds % 3_600) / 60),
        Math.floor(seconds % 60),
      ];
      const parts: [number, string][] =
        days > 0
          ? [
              [days, 'day'],
              [hours, 'hour'],
            ]
          : hours > 0
            ? [
                [hours, 'hour'],
                [minutes, 'minute'],
              ]
            : [
                [minutes, 'minute'],
                [rest, 'second'],
              ];
      const shown = parts.filter(([value], index) => value > 0 || index === 1).map(([value, name]) => unit(value, name, 0));
      return shown.join(' ');
    },
  };
}

const sizes = [
  { from: 1, unit: 'byte' },
  { from: 1e3, unit: 'kilobyte' },
  { from: 1e6, unit: 'megabyte' },
  { from: 1e9, unit: 'gigabyte' },
  { from: 1e12, unit: 'terabyte' },
] as const;
