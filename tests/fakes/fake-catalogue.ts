import type { ReadingOf, Unread } from '../../src-shared/contract/fact.js';
import type { Diagnosis, Item } from '../../src-shared/contract/plan.js';
import type { StepBody } from '../../src-shared/contract/step.js';
import { defineFact, type Fact, type FactContext } from '../../src-main/core/facts/types.js';
import { createCatalogue, type Catalogue } from '../../src-main/core/repair/catalogue.js';
import { allFacts, type FactId } from '../../src-main/core/facts/index.js';
import { healthy, needed, unknown } from '../../src-main/core/routines/diagnosis.js';
import type { DraftStage, PlanInput, Routine } from '../../src-main/core/routines/define.js';

/** A fact made of a function. */
export function fakeFact<T>(id: string, read: (context: FactContext) => ReadingOf<T> | Promise<ReadingOf<T>>): Fact<unknown> {
  return defineFact<unknown>({ id, title: id, cost: 'default', needs: [], timeoutMs: 10_000, read: async (context) => read(context) });
}

export function known<T>(value: T): ReadingOf<T> {
  return { known: true, value, evidence: [] };
}

export function notKnown(code: Unread['code'] = 'failed'): Unread {
  return { known: false, code, reason: 'could not be read', cure: '' };
}

/** What the gates look at; everything is well unless told otherwise. */
export type GateFacts = {
  disk?: ReadingOf<{ disks: { name: string; model: string; failing: boolean; warnings: string[] }[] }>;
  restart?: ReadingOf<{ required: boolean }>;
  power?: ReadingOf<{ onMains: boolean; percent: number | null }>;
  image?: ReadingOf<{ kind: string | null }>;
};

/** A catalogue of some routines and facts; of the product's own facts only those that gates read are known. */
export function fakeCatalogue(routines: readonly Routine[], facts: readonly Fact<unknown>[] = [], gates: GateFacts = {}): Catalogue {
  const told = [
    ...facts,
    fakeFact('disk-health', () => gates.disk ?? known({ disks: [] })),
    fakeFact('restart-required', () => gates.restart ?? known({ required: false })),
    fakeFact('power', () => gates.power ?? known({ onMains: true, percent: null })),
    fakeFact('image-based', () => gates.image ?? known({ kind: null })),
  ];
  const others = allFacts.filter(({ id }) => !told.some((fact) => fact.id === id));
  return createCatalogue(routines, [...told, ...others.map(({ id }) => fakeFact(id, () => notKnown('not-applicable')))]);
}

export type FakeRoutine = Partial<Omit<Routine, 'reads' | 'diagnose' | 'plan'>> & {
  readonly id: string;
  readonly reads?: readonly string[];
  readonly diagnose: (facts: Record<string, ReadingOf<unknown>>) => Diagnosis;
  readonly plan: (input: PlanInput<FactId>) => readonly DraftStage[];
};

/** A routine of which only what matters has to be said. */
export function fakeRoutine(routine: FakeRoutine): Routine {
  return {
    os: ['linux'],
    title: `Repair ${routine.id}`,
    explains: 'It is made right.',
    scope: 'machine',
    risk: 'low',
    needsRestart: false,
    after: [],
    touches: ['files'],
    symptoms: [],
    target: 'any',
    confirmed: 'no',
    source: 'a test',
    params: {},
    ...routine,
    reads: (routine.reads ?? []) as readonly FactId[],
    diagnose: (facts) => routine.diagnose(facts),
  };
}

/** A fact that says which of some files do not hold what they should. */
export function contentFact(id: string, wanted: Readonly<Record<string, string>>): Fact<unknown> {
  return fakeFact(id, async ({ target }) => {
    const wrong: string[] = [];
    for (const [path, content] of Object.entries(wanted)) {
      const stat = await target.files.stat({ text: path });
      const bytes = stat?.kind === 'file' ? await target.files.read({ text: path }, 1e6) : null;
      if (bytes === null || Buffer.from(bytes).toString('utf8') !== content) wrong.push(path);
    }
    return known(wrong);
  });
}

/**
 * A routine that writes files that do not hold what they should, each file an item. `after`, `steps` and the rest may be told.
 */
export function contentRoutine(
  id: string,
  wanted: Readonly<Record<string, string>>,
  more: Partial<FakeRoutine> & { readonly extra?: readonly StepBody[] } = {},
): { routine: Routine; fact: Fact<unknown> } {
  const { extra = [], ...rest } = more;
  const factId = `${id}-content`;
  const routine = fakeRoutine({
    id,
    reads: [factId],
    diagnose(facts) {
      const reading = facts[factId];
      if (!reading?.known) return unknown(reading ?? notKnown());
      const wrong = reading.value as string[];
      const items: Item[] = wrong.map((path) => ({ id: path, title: path, outcome: 'needed', evidence: [] }));
      return wrong.length === 0 ? healthy('All is well.') : needed('warning', `${wrong.join(', ')} is wrong.`, [], items);
    },
    plan: ({ items }) => [{ onlyIf: 'always', steps: [...items.map((path) => writeStep(path, wanted[path] ?? '')), ...extra] }],
    ...rest,
  });
  return { routine, fact: contentFact(factId, wanted) };
}

export function writeStep(path: string, content: string, more: Partial<StepBody> = {}): StepBody {
  return {
    kind: 'write-file',
    scope: 'machine',
    title: `Write ${path}`,
    path: { text: path },
    contentBase64: Buffer.from(content).toString('base64'),
    mode: 0o644,
    ...more,
  } as StepBody;
}

export function commandStep(argv: readonly string[], more: Partial<Extract<StepBody, { kind: 'command' }>> = {}): StepBody {
  return {
    kind: 'command',
    scope: 'machine',
    title: `Run ${argv[0] ?? ''}`,
    argv: [...argv],
    captures: [],
    okExit: [0],
    undo: { kind: 'none', why: 'It cannot be undone.' },
    produces: [],
    reader: 'exit-code',
    replay: 'ask',
    interruptible: true,
    timeoutMs: 1_000,
    ...more,
  };
}
