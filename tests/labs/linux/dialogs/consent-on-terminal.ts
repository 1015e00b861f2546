import { hiddenFaults } from '../cases/hidden-faults.ts';
import { callOnTerminal } from '../product.ts';
import type { Trial } from '../rights/trial.ts';

const question = /\[y\/N\][^\n]*$/;

/** One run, two consents: the second is asked for when the first repair uncovers what could not be planned. */
export const consentOnTerminal: Trial = {
  id: 'consent-on-terminal',
  title: 'a changed plan is shown and asked for in the middle of the run',
  ...(hiddenFaults.machine ? { machine: hiddenFaults.machine } : {}),
  async prove(machine, proof) {
    await hiddenFaults.settle?.(machine);
    await hiddenFaults.inject(machine);
    const yes = { expect: question, send: 'y\n' };
    const no = { expect: question, send: 'n\n' };
    const declined = await callOnTerminal(machine, ['repair', ...hiddenFaults.routines], [no]);
    proof.says('a declined plan', declined, 6, /Nothing was changed/);
    const said = await callOnTerminal(machine, ['repair', ...hiddenFaults.routines], [yes, yes]);
    proof.says('two consents', said, 0, /is not what was agreed to/);
    const types = said.documents.map((document) => document['type']);
    const runs = new Set(said.documents.filter((document) => document['type'] === 'started').map((document) => document['run']));
    proof.check(
      types.filter((type) => type === 'plan-changed').length === 1,
      `plan-changed came ${types.filter((type) => type === 'plan-changed').length} times`,
    );
    proof.check(runs.size === 1, `it took ${runs.size} runs`);
    const after = await hiddenFaults.oracle(machine);
    proof.check(after.pass, `after both consents: ${after.answer}`);
  },
};
