import { latin1ToWords } from '../../bytes.js';
import type { SuspectLine } from '../../facts/login-scripts.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { quarantine, switchOffSteps } from '../switch-off.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem, switchedOff, untouchedItem } from '../item.js';
import { always } from '../steps.js';

export const anyProfileLeftover = defineRoutine({
  id: 'any-profile-leftover',
  os: ['linux'],
  title: 'Clean the scripts that every login runs',
  explains:
    'A script that runs at every login starts a program from a folder where everybody may put programs, or something fetched from the internet unseen. The line is switched off and kept as a comment; its program goes to quarantine.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['slow', 'pop-ups'],
  target: 'any',
  confirmed: 'lab',
  source: 'bash(1) INVOCATION; profile.d of Debian, Fedora and Arch; Desktop Application Autostart Specification',
  params: {},
  undoWarning: 'This puts the infection back.',
  reads: ['login-scripts'],
  diagnose(facts) {
    const scripts = facts['login-scripts'];
    if (!scripts.known) return unknown(scripts);
    const { files, suspects } = scripts.value;
    if (suspects.length === 0)
      return healthy('No login script is suspicious.', [
        { source: '/etc/profile.d', line: `${files} scripts`, meaning: 'none runs anything from strange places' },
      ]);
    const items = suspects.map((suspect) => {
      const id = itemId(suspect);
      const evidence = { source: id, line: latin1ToWords(suspect.text), meaning: suspect.suspicion.why };
      return suspect.cure === 'person'
        ? untouchedItem(
            id,
            `${id}: ${suspect.suspicion.why}; a person must take it out: it is their own, or part of a longer command`,
            evidence,
          )
        : neededItem(id, `${id}: ${suspect.suspicion.why}`, evidence);
    });
    return needed('critical', `Every login runs what it should not: ${fewOf(items.map(({ title }) => title))}.`, evidenceOf(items), items);
  },
  plan({ facts, items }) {
    const scripts = facts['login-scripts'];
    if (!scripts.known) return [];
    const chosen = scripts.value.suspects.filter((suspect) => items.includes(itemId(suspect)));
    // The colon: a comment alone would leave an `if` around it without a command.
    const lines = chosen.filter(({ cure }) => cure === 'line');
    const files = chosen.filter(({ cure }) => cure === 'file').map(({ file }) => quarantine(file, `Quarantine ${file}`));
    return always([...switchOffSteps(lines, 'Switch off the line in', `: ${switchedOff}`), ...files]);
  },
});

function itemId({ file, line }: SuspectLine): string {
  return `${file}:${line}`;
}
