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

/** A part of a fact that could not be read: one person's things, or one file. The rest of it was. */
export const UnreadPart = Type.Object({ what: Type.String(), reason: Type.String() });
export type UnreadPart = Static<typeof UnreadPart>;

/** What is known about one fact: its value with where it was read, or why it is not known. */
export const Reading = Type.Union([
  Type.Object({
    known: Type.Literal(true),
    value: Type.Unknown(),
    evidence: Type.Array(Evidence),
    /** When an earlier scan read it, if this one did not: nothing that it depends on has changed since. */
    readAt: Type.Optional(Type.String()),
    /** What the value does not speak of although it should; empty or absent: nothing. */
    unread: Type.Optional(Type.Array(UnreadPart)),
  }),
  Unread,
]);
export type Reading = Static<typeof Reading>;

/** The same with the value's type. */
export type Known<T> = { readonly known: true; readonly value: T; readonly evidence: Evidence[]; readonly unread?: UnreadPart[] };
export type ReadingOf<T> = Known<T> | Unread;

/** What an engine says of facts: what one reads, that one need not be read again, or at the end which readings may be kept. */
export const FactItem = Type.Union([
  Type.Object({ id: Type.String(), reading: Reading }),
  Type.Object({ id: Type.String(), unchanged: Type.Literal(true) }),
  /** Of readings that may be kept: what they depend on, in a stamp. */
  Type.Object({ stamps: Type.Record(Type.String(), Type.String()) }),
]);
export type FactItem = Static<typeof FactItem>;
