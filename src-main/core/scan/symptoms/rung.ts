import type { Rung } from '../../../../src-shared/contract/scan.js';
import type { Evidence } from '../../../../src-shared/contract/words.js';
import type { FactId, FactReadings } from '../../facts/index.js';
import type { Routine } from '../../routines/define.js';
import { allChecks } from '../checks/index.js';

/** One question on the way to a cause. */
export type Step = {
  readonly reads: readonly FactId[];
  /** Repairs that it names whatever the facts say. */
  readonly helps?: readonly string[];
  /** null: the question does not apply to this machine. */
  look(facts: FactReadings): Rung | null;
};

type Said = { readonly says: string; readonly evidence?: readonly Evidence[] };

/** A question of its own: `judge` says null where all is fine, else what breaks; a fact that is unread answers for itself. */
export function ask<R extends FactId>(
  title: string,
  reads: readonly [R, ...R[]],
  judge: (facts: Pick<FactReadings, R>) => { fine: string } | { breaks: string; routines?: readonly string[] },
): Step {
  return {
    reads,
    look(facts) {
      const unread = reads.map((id) => facts[id]).find((reading) => !reading.known);
      if (unread && !unread.known) return rung(title, 'could-not-look', { says: `${unread.reason} ${unread.cure}`.trim() });
      const evidence = reads.flatMap((id) => {
        const reading = facts[id];
        return reading.known ? reading.evidence : [];
      });
      const answer = judge(facts);
      if ('fine' in answer) return rung(title, 'fine', { says: answer.fine, evidence });
      return rung(title, 'breaks', { says: answer.breaks, evidence }, answer.routines);
    },
  };
}

/** The diagnosis of a repair as a question: what was seen is its title, for the repair's own says what could be done. */
export function askRoutine(routine: Routine): Step {
  return {
    reads: routine.reads,
    helps: [routine.id],
    look(facts) {
      const { outcome, summary, evidence } = routine.diagnose(facts);
      if (outcome === 'not-applicable') return null;
      if (outcome === 'needed') return rung(summary, 'breaks', { says: '', evidence }, [routine.id]);
      return rung(summary, outcome === 'healthy' ? 'fine' : 'could-not-look', { says: '', evidence });
    },
  };
}

/** A check as a question. */
export function askCheck(id: string, title: string, fine: string): Step {
  const check = allChecks.find((candidate) => candidate.id === id);
  if (!check) throw new RangeError(`there is no check '${id}'`);
  return {
    reads: check.reads,
    helps: check.helps,
    look(facts) {
      const result = check.look(facts);
      if (result) return rung(title, 'breaks', { says: result.title, evidence: result.evidence }, check.helps);
      // Fine needs evidence: what proves it was read, and the further signs were, or this machine has none of them.
      const [proof, ...signs] = check.reads.map((fact) => facts[fact]);
      const unread = [proof, ...signs.filter((sign) => !sign.known && sign.code !== 'not-applicable')].find((one) => one?.known === false);
      if (unread && !unread.known) return rung(title, 'could-not-look', { says: `${unread.reason} ${unread.cure}`.trim() });
      const doubt = check.unsure?.(facts) ?? null;
      return doubt === null ? rung(title, 'fine', { says: fine }) : rung(title, 'could-not-look', { says: doubt });
    },
  };
}

function rung(title: string, state: Rung['state'], said: Said, routines: readonly string[] = []): Rung {
  return { title, state, says: said.says, evidence: [...(said.evidence ?? [])], routines: [...routines] };
}
