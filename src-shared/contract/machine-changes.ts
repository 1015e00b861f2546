import { Type, type Static } from 'typebox';
import { Evidence, Severity } from './words.js';

const ScanMark = Type.Object({ id: Type.String(), startedAt: Type.String() });
const FindingMark = Type.Object({ id: Type.String(), severity: Severity, title: Type.String() });

const Line = Type.Union([Evidence, Type.Null()]);
const Scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]);

/** Lines that were read, or, where those are the same, the member of the value that is not: by its name, '' for a value of one piece. */
const Parts = Type.Union([
  Type.Object({ kind: Type.Literal('lines'), before: Line, after: Line }),
  Type.Object({ kind: Type.Literal('member'), member: Type.String(), before: Scalar, after: Scalar }),
]);

/** What is otherwise on the machine in one scan than in an earlier one, whoever changed it. */
export const MachineChanges = Type.Object({
  from: ScanMark,
  to: ScanMark,
  /** Findings that the later scan looked for and did not find; a finding of another severity is gone and new. */
  gone: Type.Array(FindingMark),
  new: Type.Array(FindingMark),
  /** Findings of one scan where the other did not look: nothing is said about them. */
  uncompared: Type.Array(Type.Object({ ...FindingMark.properties, seenIn: Type.Enum(['from', 'to']) })),
  facts: Type.Array(
    Type.Object({
      id: Type.String(),
      /** A line that was read then and now; '' where there is none on that side. */
      before: Type.String(),
      after: Type.String(),
      /** The same in parts, for a host that has its own words. */
      parts: Parts,
      /** Further lines that are otherwise. */
      more: Type.Integer(),
      /** A measurement that is otherwise at every look, such as free memory. */
      momentary: Type.Boolean(),
    }),
  ),
});
export type MachineChanges = Static<typeof MachineChanges>;
