import { posix } from 'node:path';
import type { StepBody } from '../../../../src-shared/contract/step.js';
import { formatBytes } from '../../bytes.js';
import type { LogFile } from '../../facts/log-files.js';
import { isOldLog } from '../../repair/steps/delete.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem, untouchedItem } from '../item.js';
import { always, command } from '../steps.js';

/** Logs of this size together are worth naming: 1 GB. */
const largeBytes = 1_000_000_000;
/** What stays of a log that is emptied: its newest 20 MB. */
const keptBytes = 20_000_000;

export const anyBigLogs = defineRoutine({
  id: 'any-big-logs',
  os: ['linux'],
  title: 'Shorten huge log files',
  explains:
    'Log files have grown so large that they fill the disk, usually because a program repeats one complaint without end. Old, finished logs are deleted; one that is being written is emptied, and its newest 20 MB are kept with this repair. Look there for the complaint, else it grows again.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['disk-full', 'slow'],
  frees: true,
  target: 'running',
  confirmed: 'lab',
  source: 'logrotate(8): names of old logs, copytruncate; truncate(1), dd(1)',
  params: {},
  reads: ['log-files'],
  diagnose(facts) {
    const logs = facts['log-files'];
    if (!logs.known) return unknown(logs);
    const bytes = logs.value.reduce((sum, log) => sum + log.bytes, 0);
    if (bytes < largeBytes) return healthy('Log files take little room.', logs.evidence);
    const items = logs.value.map((log) => {
      const title = `${log.path}: ${formatBytes(log.bytes)}`;
      const evidence = { source: log.path, line: formatBytes(log.bytes), meaning: isOldLog(log.path) ? 'an old log' : 'a log in use' };
      return mayBeShortened(log)
        ? neededItem(log.path, title, evidence)
        : untouchedItem(
            log.path,
            `${title}, not a log in words, or in a folder that others than root can change: a person decides`,
            evidence,
          );
    });
    return needed('warning', `Log files take ${formatBytes(bytes)}: ${fewOf(items.map(({ title }) => title))}.`, evidenceOf(items), items);
  },
  plan({ facts, items }) {
    const logs = facts['log-files'];
    if (!logs.known) return [];
    const chosen = logs.value.filter((log) => items.includes(log.path) && mayBeShortened(log));
    // What is simply deleted comes first: on a full disk it makes the room for the rest.
    const old = chosen.filter(({ path }) => isOldLog(path)).map((log) => (log.rooted ? remove(log) : empty(log)));
    const used = chosen.filter(({ path }) => !isOldLog(path)).flatMap((log, index) => [keepNewest(log, index + 1), empty(log)]);
    const steps = [...old, ...used];
    return always(steps);
  },
});

/** By its name a log in words: a database keeps what it needs under /var/log too. */
const inWords = /(\.(log|err|out)|\/(syslog|messages|debug|secure|maillog|cron|boot|daemon|error_log|access_log|xferlog))$/;

/** Root empties a file of root's in root's folders, or works with the rights of the file's owner. */
function mayBeShortened({ path, uid, rooted }: LogFile): boolean {
  return (isOldLog(path) || inWords.test(path)) && (rooted || uid !== 0);
}

function remove({ path, bytes }: LogFile): StepBody {
  return {
    kind: 'delete',
    scope: 'machine',
    item: path,
    title: `Delete ${path}`,
    within: { text: posix.dirname(path) },
    entries: [{ path: { text: path }, files: 1, bytes }],
    onFailure: 'keep',
  };
}

function keepNewest({ path, size }: LogFile, number: number): StepBody {
  const name = `log-${number}-newest`;
  const from = `skip=${Math.max(0, size - keptBytes)}`;
  return command({
    ...quick(path),
    title: `Keep the newest of ${path}`,
    argv: ['dd', `if=${path}`, `of=\${run}/backup/${name}`, 'iflag=skip_bytes', from, 'bs=1000000', 'count=20', 'status=none'],
    undo: { kind: 'none', why: 'The copy stays with the run.' },
    produces: [name],
  });
}

/** With the rights of the file's owner, where he could put a link in its place. The program that writes it goes on writing. */
function empty({ path, uid, gid, rooted }: LogFile): StepBody {
  const truncate = ['truncate', '--no-create', '--size=0', '--', path];
  return command({
    ...quick(path),
    title: `Empty ${path}`,
    argv: ['env', ...(rooted ? [] : ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--']), ...truncate],
    undo: { kind: 'none', why: 'Of a log that was being written the newest 20 MB are kept with the run; else nothing is.' },
  });
}

function quick(item: string) {
  return { item, replay: 'idempotent', interruptible: true, timeoutMs: 120_000 } as const;
}
