import { Type, type Static } from 'typebox';
import { Evidence } from './words.js';

export const factCosts = ['quick', 'default', 'deep', 'on-demand'] as const;
export const FactCost = Type.Enum([...factCosts]);
export type FactCost = Static<typeof FactCost>;

export const FactNeed = Type.Enum(['elevation', 'network']);
export type FactNeed = Static<typeof FactNeed>;

/** Why something could not be read: for programs (`code`) and for people (`reason`, and what cures it). */
export const Unread = Type.Object({
  known: Type.Literal(false),
  code: Type.Enum([
    'needs-elevation',
    'missing-tool',
    'not-applicable',
    'timed-out',
    'unexpected-output',
    'not-permitted',
    'no-network',
    'failed',
    'not-asked',
    'failing-disk',
  ]),
  reason: Type.String(),
  cure: Type.String(),
});
export type Unread = Static<typeof Unread>;

/** What is known about one fact: its value with where it was read, or why it is not known. */
export const Reading = Type.Union([
  Type.Object({ known: Type.Literal(true), value: Type.Unknown(), evidence: Type.Array(Evidence) }),
  Unread,
]);
export type Reading = Static<typeof Reading>;

/** The same with the value's type. */
export type Known<T> = { readonly known: true; readonly value: T; readonly evidence: Evidence[] };
export type ReadingOf<T> = Known<T> | Unread;
