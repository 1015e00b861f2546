import { Type, type Static } from 'typebox';

/** One list of outcomes, used everywhere. `unknown` is an answer; `healthy` needs evidence. */
export const outcomes = [
  'healthy',
  'needed',
  'repaired',
  'not-repaired',
  'could-not-run',
  'busy',
  'restart-pending',
  'not-applicable',
  'unknown',
] as const;
export type Outcome = (typeof outcomes)[number];
export const Outcome = Type.Enum([...outcomes]);

/** The complaints a person comes with. */
export const symptoms = ['no-internet', 'slow', 'no-updates', 'wont-boot', 'disk-full', 'no-sound', 'no-printing', 'pop-ups'] as const;
export type Symptom = (typeof symptoms)[number];
export const Symptom = Type.Enum([...symptoms]);

export const severities = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];
export const Severity = Type.Enum([...severities]);

export const gates = ['failing-disk', 'restart-pending', 'battery', 'backup-space', 'image-based', 'remote-session'] as const;
export type Gate = (typeof gates)[number];
export const Gate = Type.Enum([...gates]);

/** Gates that nobody may accept away: without room for the backup, or on a sealed image, a change cannot be taken back. */
export const absoluteGates: readonly Gate[] = ['backup-space', 'image-based'];

export const Risk = Type.Enum(['low', 'medium', 'high']);
export type Risk = Static<typeof Risk>;

/** How well a change can be taken back; `why` says it in words. */
export const Reversibility = Type.Object({
  level: Type.Enum(['exact', 'best-effort', 'none']),
  why: Type.String(),
});
export type Reversibility = Static<typeof Reversibility>;

/** A line that was read, where it was read, and what it means. */
export const Evidence = Type.Object({ source: Type.String(), line: Type.String(), meaning: Type.String() });
export type Evidence = Static<typeof Evidence>;

/** Worst first: the outcome of a whole run is the first of these that any routine has. */
export const worstFirst: readonly Outcome[] = [
  'not-repaired',
  'could-not-run',
  'busy',
  'unknown',
  'restart-pending',
  'repaired',
  'healthy',
  'not-applicable',
];

/** The worst of several outcomes, in the order of `worstFirst`; `needed` counts as `not-repaired`. None: `not-applicable`. */
export function worstOutcome(list: readonly Outcome[]): Outcome {
  const seen = new Set<Outcome>(list.map((outcome) => (outcome === 'needed' ? 'not-repaired' : outcome)));
  return worstFirst.find((outcome) => seen.has(outcome)) ?? 'not-applicable';
}
