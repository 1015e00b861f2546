import type { StepBody } from '../../../../src-shared/contract/step.js';
import { latin1ToWords } from '../../bytes.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem } from '../item.js';
import { commentOut } from '../switch-off.js';
import { always, command } from '../steps.js';

export const anySudoersSyntax = defineRoutine({
  id: 'any-sudoers-syntax',
  os: ['linux'],
  title: 'Switch off a rule of sudo that cannot be read',
  explains:
    'A rule about who may become administrator is written wrongly. sudo complains at every call, and older versions refuse everybody. The rule is not in force today; it is switched off, not deleted, and if sudo is not content then, all is put back at once.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: ['any-system-permissions'],
  touches: ['files'],
  symptoms: ['no-updates'],
  target: 'any',
  confirmed: 'lab',
  source: 'visudo(8): -c; sudoers(5); seen with sudo 1.9.13 on Debian 12',
  params: {},
  reads: ['sudoers-syntax'],
  diagnose(facts) {
    const rules = facts['sudoers-syntax'];
    if (!rules.known) return unknown(rules);
    if (rules.value.length === 0) return healthy('sudo can read all of its rules.', rules.evidence);
    const items = rules.value.map(({ file, line, why, texts }) =>
      neededItem(`${file}:${line}`, `${file}, line ${line}: ${why}`, {
        source: `${file}:${line}`,
        line: latin1ToWords(texts.map(({ text }) => text).join(' ')),
        meaning: why,
      }),
    );
    return needed('critical', `Rules that sudo cannot read: ${fewOf(items.map(({ title }) => title))}.`, evidenceOf(items), items);
  },
  plan({ facts, items }) {
    const rules = facts['sudoers-syntax'];
    if (!rules.known) return [];
    const chosen = rules.value.filter(({ file, line }) => items.includes(`${file}:${line}`));
    if (chosen.length === 0) return [];
    const files = [...new Set(chosen.map(({ file }) => file))];
    const edits = files.map((file) =>
      commentOut(
        file,
        chosen.filter((rule) => rule.file === file).flatMap(({ texts }) => texts),
      ),
    );
    return always([...edits, ...files.map(lookAgain)]);
  },
});

/** visudo sometimes names another line than the wrong one: if the file is not sound then, the failure takes the edits back. */
function lookAgain(file: string): StepBody {
  return command({
    title: `See that sudo can read ${file}`,
    argv: ['visudo', '-c', '-q', '-f', file],
    undo: { kind: 'unneeded', why: 'It only looks.' },
    replay: 'idempotent',
    interruptible: true,
    timeoutMs: 20_000,
  });
}
