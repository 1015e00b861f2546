import type { StepBody } from '../../../../src-shared/contract/step.js';
import type { RotationFault } from '../../facts/logrotate.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem, untouchedItem } from '../item.js';
import { commentOut, quarantine } from '../switch-off.js';
import { always } from '../steps.js';

export const anyLogrotateConfig = defineRoutine({
  id: 'any-logrotate-config',
  os: ['linux'],
  title: 'Let old logs be put away again',
  explains:
    'The program that shortens and puts away old logs does not follow some of its settings, and ends with an error each night: logs grow without end. A line that it does not know is switched off, a file that it passes over anyway goes to quarantine, and wrong permissions are set right.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['disk-full'],
  target: 'running',
  confirmed: 'lab',
  source: 'logrotate(8); seen with logrotate 3.21 on Debian 12',
  params: {},
  reads: ['logrotate'],
  diagnose(facts) {
    const { logrotate } = facts;
    if (!logrotate.known) return unknown(logrotate);
    if (logrotate.value.length === 0) return healthy('Old logs are put away as it is set.', logrotate.evidence);
    const items = logrotate.value.map((fault) => {
      const id = idOf(fault);
      const evidence = logrotate.evidence.find(({ source }) => source === id) ?? { source: id, line: '', meaning: fault.why };
      return stepFor(fault) === null
        ? untouchedItem(id, `${id}: ${fault.why}; correct it by hand`, evidence)
        : neededItem(id, `${id}: ${fault.why}`, evidence);
    });
    return needed('warning', `Logs are not put away: ${fewOf(items.map(({ title }) => title))}.`, evidenceOf(items), items);
  },
  plan({ facts, items }) {
    const { logrotate } = facts;
    if (!logrotate.known) return [];
    const chosen = logrotate.value.filter((fault) => items.includes(idOf(fault)));
    const lines = [...new Set(chosen.filter(({ line }) => line !== null).map(({ file }) => file))].map((file) =>
      commentOut(
        file,
        chosen.flatMap((one) => (one.file === file && one.line !== null ? [{ line: one.line, text: one.text }] : [])),
      ),
    );
    const steps = [...lines, ...chosen.filter(({ line }) => line === null).flatMap((fault) => stepFor(fault) ?? [])];
    return always(steps);
  },
});

function idOf({ file, line }: RotationFault): string {
  return line === null ? file : `${file}:${line}`;
}

/** null: the main file, without which nothing is put away, is a person's to mend. */
function stepFor({ file, line, text, closed }: RotationFault): StepBody | null {
  if (line !== null) return commentOut(file, [{ line, text }]);
  if (closed)
    return {
      kind: 'set-mode',
      scope: 'machine',
      item: file,
      title: `Set the permissions of ${file}`,
      path: { text: file },
      mode: 0o644,
      uid: 0,
      gid: 0,
    };
  return file.startsWith('/etc/logrotate.d/') ? quarantine(file, `Quarantine ${file}`, file) : null;
}
