import type { Change } from '../changed-files.ts';
import { unexpectedChanges } from '../baseline.ts';
import { type Machine, type MachineOptions, bootMachine } from '../machine.ts';
import { productDir } from '../places.ts';
import { type Said, last, textOf } from '../product.ts';
import type { Job, LabOptions, Result } from '../row.ts';

/** The product's argv in a machine, for calls that `product.ts` has no form for. */
export const program: readonly string[] = [`${productDir}/node_modules/node/bin/node`, `${productDir}/out/main/cli.js`];

/** What a trial notes: every check counts, and a trial without one fails. */
export type Proof = {
  readonly check: (holds: boolean, otherwise: string) => void;
  /** The call ended with this exit code, its answer has these words, and no stack trace is shown. */
  readonly says: (what: string, said: Said, code: number, words: RegExp) => void;
  /** The same for a refusal, which must also say what to do (a hint in the error document). */
  readonly refuses: (what: string, said: Said, code: number, words: RegExp) => void;
  /** Nothing but our own stores, what a boot changes, and `allowed` differs from `before`. */
  readonly untouched: (what: string, machine: Machine, before: readonly Change[], allowed?: readonly string[]) => void;
};

/** One machine on which something is tried that is no plain repair: rights, attacks, trouble. */
export type Trial = {
  readonly id: string;
  readonly title: string;
  readonly machine?: MachineOptions;
  /** The repairs that it asks the product for, if it asks for nothing else. */
  readonly about?: readonly string[];
  readonly prove: (machine: Machine, proof: Proof) => Promise<void>;
};

/** Runs a trial on a machine of its own. */
export async function runTrial(trial: Trial, options: LabOptions): Promise<Result> {
  const failures: string[] = [];
  let checks = 0;
  let held = 0;
  const proof = proofOf((holds, otherwise) => {
    checks += 1;
    if (holds) held += 1;
    else failures.push(otherwise);
  });
  try {
    if (options.product) await onMachine(trial, proof);
    if (options.product && checks === 0) failures.push('nothing was checked');
  } catch (error) {
    failures.push(error instanceof Error ? error.message : String(error));
  }
  const answer = options.product ? `${held} of ${checks} checks` : 'needs the product';
  return { failures, repaired: answer };
}

/** Trials of a folder as rows; `from`: the module that lists them. */
export function trialJobs(trials: readonly Trial[], from: string): readonly Job[] {
  return trials.map((trial) => ({
    id: trial.id,
    title: trial.title,
    run: (options) => runTrial(trial, options),
    from: [from],
    about: trial.about ?? 'everything',
    packages: trial.machine?.packages ?? [],
  }));
}

async function onMachine(trial: Trial, proof: Proof): Promise<void> {
  const machine = await bootMachine(trial.machine);
  try {
    await trial.prove(machine, proof);
  } finally {
    machine.off();
  }
}

function proofOf(check: Proof['check']): Proof {
  const says: Proof['says'] = (what, said, code, words) => {
    const shown = `${what}: exit ${said.code}: ${said.text.slice(0, 400)} ${JSON.stringify(said.documents).slice(0, 400)}`;
    check(said.code === code, `not exit ${code}: ${shown}`);
    check(words.test(said.text) || words.test(JSON.stringify(said.documents)), `not the words ${words.source}: ${shown}`);
    check(!showsStack(said.text), `a stack trace: ${shown}`);
  };
  return {
    check,
    says,
    refuses: (what, said, code, words) => {
      says(what, said, code, words);
      check(textOf(last(said, 'error'), 'hint') !== '', `${what}: no word on what to do: ${JSON.stringify(said.documents).slice(0, 300)}`);
    },
    untouched: (what, machine, before, allowed = []) => {
      const changes = unexpectedChanges(machine, allowed, before);
      check(changes.length === 0, `${what} changed ${changes.map(({ path, change }) => `${path} (${change})`).join(', ')}`);
    },
  };
}

/** Lines as JavaScript prints them for an error that nobody caught. */
function showsStack(text: string): boolean {
  return /^\s+at (\S+ )?\(?(file:|node:|\/)/m.test(text) || text.includes('internal error');
}
