import type { StepBody } from '../../../../src-shared/contract/step.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem } from '../item.js';
import { always, command } from '../steps.js';

const service = 'cups.service';

export const anyPrintQueue = defineRoutine({
  id: 'any-print-queue',
  os: ['linux'],
  title: 'Let stopped printers print again',
  explains:
    "After paper ran out or a cable was loose, the system stops a printer's queue and never starts it again by itself: jobs wait or are refused, and nothing is printed. The printing service and the queues are started; jobs that wait are printed then, so look at paper and cable first.",
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  settleMs: 1_000,
  after: ['any-failed-units'],
  touches: ['services'],
  symptoms: ['no-printing'],
  target: 'running',
  confirmed: 'lab',
  source: 'lpstat(1), cupsenable(8), cupsaccept(8); seen with CUPS 2.4 on Debian 12',
  params: {},
  reads: ['printers'],
  diagnose(facts) {
    const { printers } = facts;
    if (!printers.known) return unknown(printers);
    const { installed, runs } = printers.value;
    if (!installed) return { ...healthy('No printing system is installed.', printers.evidence), outcome: 'not-applicable' };
    const stopped = printers.value.printers.filter(({ enabled, accepting }) => !enabled || !accepting);
    const items = runs
      ? stopped.map(({ name, enabled }) =>
          neededItem(name, name, {
            source: enabled ? 'lpstat -a' : 'lpstat -p',
            line: name,
            meaning: enabled ? 'its queue takes no jobs' : 'its queue is stopped',
          }),
        )
      : [
          neededItem(service, 'the printing service', {
            source: 'lpstat -r',
            line: 'scheduler is not running',
            meaning: 'CUPS does not answer',
          }),
        ];
    if (items.length === 0) return healthy('No printer is stopped.', printers.evidence);
    return needed('warning', `Stopped, or takes no jobs: ${fewOf(items.map(({ title }) => title))}.`, evidenceOf(items), items);
  },
  plan({ facts, items }) {
    const { printers } = facts;
    if (!printers.known || items.length === 0) return [];
    const start: StepBody = {
      kind: 'service',
      scope: 'machine',
      item: service,
      title: 'Start the printing service',
      unit: service,
      want: { active: true },
    };
    const chosen = printers.value.printers.filter(({ name }) => items.includes(name));
    const steps = chosen.flatMap(({ name, enabled, accepting }) => [
      ...(accepting ? [] : [queueStep(name, `Let ${name} take jobs`, takesJobs, 'It refuses jobs again.')]),
      ...(enabled ? [] : [queueStep(name, `Start the queue of ${name}`, prints, 'It is stopped again; what was printed stays printed.')]),
    ]);
    return always(printers.value.runs ? steps : [start]);
  },
});

/** A switch of a queue: what turns it on and off, and how lpstat says which it is. */
type Switch = { readonly on: string; readonly off: string; readonly asked: string; readonly words: readonly string[] };
const takesJobs: Switch = { on: 'cupsaccept', off: 'cupsreject', asked: '-a', words: ['not accepting'] };
const prints: Switch = { on: 'cupsenable', off: 'cupsdisable', asked: '-p', words: ['enabled since', 'disabled since'] };

function queueStep(name: string, title: string, { on, off, asked, words }: Switch, why: string): StepBody {
  return command({
    item: name,
    title,
    argv: [on, name],
    captures: [{ kind: 'answer', argv: ['lpstat', asked, name], words: [...words] }],
    undo: { kind: 'inverse', argv: [off, name], exact: false, why },
    replay: 'idempotent',
    interruptible: true,
    timeoutMs: 20_000,
    onFailure: 'keep',
  });
}
