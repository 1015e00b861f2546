import { formatBytes } from '../../bytes.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always, command } from '../steps.js';

/** As the size from which a log is worth naming: 1 GB. */
const largeBytes = 1_000_000_000;

/**
 * Nothing irreplaceable: journalctl deletes archived parts of its own log only, the oldest first, as it does by itself at its limit.
 */
export const anyJournalVacuum = defineRoutine({
  id: 'any-journal-vacuum',
  os: ['linux'],
  title: "Shorten the system's log",
  explains:
    "The system's log has grown large. Its oldest parts are deleted until it takes half a gigabyte; what happened lately stays. This cannot be taken back: copy the log first if somebody still has to look into it.",
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: ['any-journal-corrupt'],
  touches: ['files'],
  symptoms: ['disk-full'],
  frees: true,
  target: 'running',
  confirmed: 'lab',
  source: 'journalctl(1): --vacuum-size',
  params: { keepMegabytes: { type: 'number', title: 'Keep the newest (MB)', min: 50, max: 900, default: 500 } },
  reads: ['journal-size'],
  diagnose(facts) {
    const size = facts['journal-size'];
    if (!size.known) return unknown(size);
    const { bytes } = size.value;
    if (bytes < largeBytes) return healthy("The system's log is not large.", size.evidence);
    return needed('info', `The system's log takes ${formatBytes(bytes)} on the disk.`, size.evidence);
  },
  plan({ params }) {
    const megabytes = Number(params['keepMegabytes'] ?? 500);
    return always([
      command({
        title: 'Delete the oldest parts of the log',
        argv: ['journalctl', `--vacuum-size=${megabytes}M`],
        undo: { kind: 'none', why: 'The deleted parts of the log are not kept.' },
        replay: 'idempotent',
        interruptible: true,
        timeoutMs: 600_000,
      }),
    ]);
  },
});
