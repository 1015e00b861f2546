import type { Json, Said } from '../product.ts';
import { last } from '../product.ts';

/** One finding as far as the field suite looks at it. */
export type Finding = {
  readonly severity: string;
  readonly title: string;
  readonly routines: readonly string[];
  /** Title and evidence, a line each: what a fault's `names` is held against. */
  readonly text: string;
  /** It says why it matters, and under each line of evidence what that means. */
  readonly explained: boolean;
};

/** The findings of a scan, worst first as the product lists them. */
export function findingsOf(said: Said): readonly Finding[] {
  return list(last(said, 'scan')?.['findings']).map((finding) => {
    const evidence = list(finding['evidence']);
    const lines = evidence.map((one) => `${word(one, 'source')}: ${word(one, 'line')}: ${word(one, 'meaning')}`);
    const means = evidence.length > 0 && evidence.every((one) => word(one, 'source') !== '' && word(one, 'meaning') !== '');
    return {
      severity: word(finding, 'severity'),
      title: word(finding, 'title'),
      routines: Array.isArray(finding['routines']) ? finding['routines'].filter((one) => typeof one === 'string') : [],
      text: [word(finding, 'title'), ...lines].join('\n'),
      explained: means && word(finding, 'why') !== '',
    };
  });
}

/** What the scan says it could not read: ids and reasons, a line each. */
export function unreadOf(said: Said): string {
  return list(last(said, 'scan')?.['unknown'])
    .map((one) => `${word(one, 'id')}: ${word(one, 'reason')}`)
    .join('\n');
}

/** How far each routine of a plan says that it can be taken back: `exact`, `best-effort` or `none`. */
export function promisesOf(planned: Said): readonly string[] {
  const parts = list(last(planned, 'plan')?.['parts']);
  return parts.flatMap((part) => list(part['routines'])).map((routine) => word(object(routine['reversibility']), 'level'));
}

function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(object) : [];
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};
}

function word(one: Json, name: string): string {
  const value = one[name];
  return typeof value === 'string' ? value : '';
}
