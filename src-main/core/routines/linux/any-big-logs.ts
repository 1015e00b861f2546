import { posix } from 'node:path';
import type { StepBody } from '../../../../src-shared/contract/step.js';
import { formatBytes } from '../../bytes.js';
import type { LogFile } from '../../facts/log-files.js';
import { logKind } from '../../log-names.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem, untouchedItem } from '../item.js';
import { always, command } from '../steps.js';

/** Logs of this size together are worth naming: 1 GB. */
const largeBytes = 1_000_000_000;
/** What stays of a log that is emptied: its newest 20 MB. */
const keptBytes = 20_000_000;

/**
 * Nothing irreplaceable: only what `log-names.ts` knows as a log in words, never records of log-ins or audit, dumps, backups or
 * databases; of a log in use the newest 20 MB are kept.
 */
export const anyBigLogs = defineRoutine({
  id: 'any-big-logs',
  os: ['linux'],
  title: 'Shorten huge log files',
  explains:
    'Log files have grown so large that they fill the disk, usually because a program repeats one complaint without end. Old, finished logs are deleted; one that is being written is emptied, and its newest 20 MB are kept with this repair. Records of who logged in, audits, dumps and databases stay. Look there for the complaint, else it grows again.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['disk-full', 'slow'],
  frees: true,
  target: 'running',
  confirmed: 'lab',
  source: 'logrotate(8): names of old logs, copytruncate; dd(1)',
  params: {},
  reads: ['log-files'],
  diagnose(facts) {
    const logs = facts['log-files'];
    if (!logs.known) return unknown(logs);
    const bytes = logs.value.reduce((sum, log) => sum + log.bytes, 0);
    if (bytes < largeBytes) return healthy('Log files take little room.', logs.evidence);
    const items = logs.value.map((log) => {
      const title = `${log.path}: ${formatBytes(log.bytes)}`;
      const evidence = { source: log.path, line: formatBytes(log.bytes), meaning: meanings[logKind(log.path) ?? 'other'] };
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
    const old = chosen.filter(({ path }) => logKind(path) === 'old').map((log) => (log.rooted ? remove(log) : empty(log)));
    const used = chosen.filter(({ path }) => logKind(path) === 'in-use').flatMap((log, index) => [keepNewest(log, index + 1), empty(log)]);
    const steps = [...old, ...used];
    return always(steps);
  },
});

const meanings = { old: 'an old log', 'in-use': 'a log in use', other: 'not known as a log in words' };

/** Root empties a file of root's in root's folders, or works with the rights of the file's owner in a folder that nobody can exchange. */
function mayBeShortened({ path, uid, rooted, anchored }: LogFile): boolean {
  return logKind(path) !== null && (rooted || (anchored && uid !== 0));
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

/** Follows no link that its owner may have put there, and waits for no pipe: what is read goes where root alone reads. */
function keepNewest({ path, size }: LogFile, number: number): StepBody {
  const name = `log-${number}-newest`;
  const from = `skip=${Math.max(0, size - keptBytes)}`;
  return command({
    ...quick(path),
    title: `Keep the newest of ${path}`,
    argv: [
      'dd',
      `if=${path}`,
      `of=\${run}/backup/${name}`,
      'iflag=skip_bytes,nofollow,nonblock',
      from,
      'bs=1000000',
      'count=20',
      'status=none',
    ],
    undo: { kind: 'none', why: 'The copy stays with the run.' },
    produces: [name],
  });
}

/** With the rights of the file's owner, where he could put another file in its place; through no link. The program that writes it goes on writing. */
function empty({ path, uid, gid, rooted }: LogFile): StepBody {
  // Opening it cuts it off; nothing is copied into it.
  const truncate = ['dd', 'if=/dev/null', `of=${path}`, 'count=0', 'oflag=nofollow,nonblock', 'conv=nocreat', 'status=none'];
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
