import { latin1ToWords } from '../../bytes.js';
import type { SuspectJob } from '../../facts/cron-jobs.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { quarantine, switchOffSteps } from '../switch-off.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem, switchedOff, untouchedItem } from '../item.js';
import { always } from '../steps.js';

export const anyCronLeftover = defineRoutine({
  id: 'any-cron-leftover',
  os: ['linux'],
  title: 'Switch off timed jobs that malware leaves behind',
  explains:
    'The system runs, again and again, a program from a folder where everybody may put programs, or something fetched from the internet unseen, or a program that is gone. The job is switched off and kept as a comment; its program goes to quarantine.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['slow', 'pop-ups'],
  target: 'any',
  confirmed: 'lab',
  source: 'crontab(5), cron(8)',
  params: {},
  undoWarning: 'This puts the infection back.',
  reads: ['cron-jobs'],
  diagnose(facts) {
    const cron = facts['cron-jobs'];
    if (!cron.known) return unknown(cron);
    const { suspects, jobs, unread } = cron.value;
    const items = suspects.map((job) => {
      const evidence = { source: itemId(job), line: latin1ToWords(job.text), meaning: job.suspicion.why };
      if (job.suspicion.kind === 'long')
        return untouchedItem(itemId(job), `${itemId(job)}: ${job.suspicion.why}; look yourself what it runs`, evidence);
      if (job.rootOwned) return neededItem(itemId(job), `${itemId(job)}: ${job.suspicion.why}`, evidence);
      // The crontab of a person lies in a folder where only the crontab program puts things for him.
      const cure = job.script ? 'its folder belongs to somebody else, so look first' : "its owner takes it out with 'crontab -e'";
      return untouchedItem(itemId(job), `${itemId(job)}: ${job.suspicion.why}; ${cure}`, evidence);
    });
    if (items.length > 0) {
      const severity = suspects.some(({ suspicion }) => suspicion.kind !== 'gone') ? 'critical' : 'warning';
      return needed(severity, `Timed jobs that nobody should need: ${fewOf(items.map(({ title }) => title))}.`, evidenceOf(items), items);
    }
    if (unread.length > 0)
      return unknown({
        known: false,
        code: 'needs-elevation',
        reason: `Only root may look into ${unread.join(', ')}.`,
        cure: "Run 'sudo rescuepc scan'.",
      });
    return healthy('No timed job is suspicious.', [
      { source: '/etc/cron.d, crontabs', line: `${jobs} jobs`, meaning: 'all run programs from where programs belong' },
    ]);
  },
  plan({ facts, items }) {
    const cron = facts['cron-jobs'];
    if (!cron.known) return [];
    const chosen = cron.value.suspects.filter((job) => items.includes(itemId(job)));
    const lines = chosen.filter(({ script }) => !script);
    const scripts = chosen.filter(({ script }) => script);
    const asides = [
      ...scripts.map(({ file }) => file),
      ...scripts.filter(({ suspicion }) => suspicion.movable).map(({ suspicion }) => suspicion.program),
    ];
    const steps = [
      ...switchOffSteps(lines, 'Switch off the job in', switchedOff),
      ...[...new Set(asides)].map((path) => quarantine(path, `Quarantine ${path}`)),
    ];
    return always(steps);
  },
});

function itemId({ file, line }: SuspectJob): string {
  return `${file}:${line}`;
}
