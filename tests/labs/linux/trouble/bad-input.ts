import { hijackHosts } from '../cases/any-hosts-hijack.ts';
import { call } from '../product.ts';
import type { Trial } from '../rights/trial.ts';

/** Words, the exit code, and what a person must be told. */
const wrong: readonly (readonly [string, number, RegExp])[] = [
  ['format', 2, /no command 'format'.*--help/s],
  ['constructor', 2, /no command/],
  ['scan --everything', 2, /--everything.*--help/s],
  ['scan extra', 2, /no words.*--help/s],
  ['scan --only nothing-known', 2, /nothing-known/],
  ['scan --fail-on never', 2, /info, warning, critical|critical, warning, info/],
  ['scan --quick --deep', 2, /exclude each other/],
  ['plan', 2, /Which repair\?.*rescuepc scan/s],
  ['plan no-such-routine', 2, /no routine 'no-such-routine'.*rescuepc routines/s],
  ['plan any-hosts', 2, /Did you mean any-hosts-hijack/],
  ['plan any-hosts-hijack=', 2, /not a selection.*ROUTINE=ITEM/s],
  ['plan any-hosts-hijack --set any-hosts-hijack.path=/etc/shadow', 2, /no option 'path'.*options: none/s],
  ['plan any-hosts-hijack --set nonsense', 2, /ROUTINE.PARAM=VALUE/],
  ['plan any-user-cache-clean --set any-user-cache-clean.minMegabytes=lots', 2, /number from 0 to/],
  ['plan any-user-cache-clean --set any-user-cache-clean.minMegabytes=-1', 2, /number from 0 to/],
  ['plan any-hosts-hijack --accept all', 2, /no gate 'all'.*failing-disk/s],
  ['repair --plan /nowhere --yes', 2, /cannot be read.*--out/s],
  ['repair --plan /etc/passwd --yes', 2, /not a plan.*--out/s],
  ['repair any-hosts-hijack --recommended', 2, /not both/],
  ['undo', 2, /What shall be undone/],
  ['undo ../../etc --yes', 2, /run/],
  ['undo 20260101-000000-abcdef --yes', 2, /no run.*history/s],
  ['status 20260101-000000-abcdef', 2, /no run.*history/s],
  ['wait x', 2, /run/],
  ['cancel ../x', 2, /run/],
  ['quarantine explode', 2, /list, restore ID or purge ID/],
  ['quarantine purge ../../etc/passwd --yes', 2, /quarantine has nothing|not the id/],
  ['journal fix', 2, /journal verify/],
  ['schema everything', 2, /no document.*Documents: scan/s],
  ['scan --home', 2, /--home/],
];

export const badInput: Trial = {
  id: 'trouble-bad-input',
  title: 'commands, options, routines, items, gates, params, plans and ids that do not exist: exit 2, and what to do',
  prove: async (machine, { check, says, untouched }) => {
    await hijackHosts(machine);
    const before = machine.changedFiles();
    for (const [line, code, words] of wrong) {
      const said = await call(machine, line.split(' '));
      check(said.code === code && words.test(said.text), `${line}: exit ${said.code}: ${said.text.slice(0, 300)}`);
      check(!/^\s+at |internal error|wrong input at/m.test(said.text), `${line}: not for people: ${said.text.slice(0, 300)}`);
      check(
        said.documents.some((document) => document['type'] === 'error'),
        `${line}: no error document`,
      );
    }
    says('no consent', await call(machine, ['repair', 'any-hosts-hijack']), 8, /Nothing was changed.*--yes/);
    untouched('bad input', machine, before);
  },
};
