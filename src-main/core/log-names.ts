/**
 * What a file below `/var/log` is by its path: a log in words that is in use, an old one that is no longer written to (as logrotate
 * names it: syslog.1, syslog.2.gz, messages-20260101.xz, Xorg.0.log.old), or `null`: anything else, which may exist once and is nobody's
 * to shorten. Records of log-ins and of audit, dumps, backups and what databases keep there are never logs here, whatever they are named.
 */
export function logKind(path: string): 'in-use' | 'old' | null {
  const [, below] = /^\/var\/log\/(.+)$/s.exec(path) ?? [];
  if (below === undefined) return null;
  const folders = below.split('/');
  const name = folders.pop() ?? '';
  if (folders.some((folder) => folder === '' || folder.startsWith('.') || notLogs.test(folder))) return null;
  const [, current = name, number] = oldName.exec(name) ?? [];
  if (current.startsWith('.') || records.test(current) || databases.test(current)) return null;
  if (!inWords.test(current) && !knownNames.has(current)) return null;
  return number === undefined ? 'in-use' : 'old';
}

/** Folders in which the journal, records, copies and data lie. */
const notLogs = /^(journal|audit|account|sa|sysstat|atop|pcp|backups?|dumps?|archives?|databases?|db|data)$/i;

/** Name, and what logrotate(8) puts behind it: a number, a date, `.old`; then perhaps how it was compressed. */
const oldName = /^(.+?)(\.\d{1,3}|-\d{8}(?:-\d+)?|\.old)(?:\.(?:gz|xz|zst|bz2))?$/s;

const inWords = /.\.(log|err|out)$/;
const knownNames = new Set([
  'syslog',
  'messages',
  'debug',
  'maillog',
  'mainlog',
  'rejectlog',
  'paniclog',
  'cron',
  'boot',
  'daemon',
  'error_log',
  'access_log',
  'xferlog',
]);

/** Who logged in and what was done: wtmp(5), lastlog(8), faillog(5), auditd(8), sshd and sudo through syslog. */
const records = /^(btmp|wtmp|utmp|lastlog|faillog|tallylog|secure|auth\.log|sudo(-io)?\.log|audit.*\.log)$/i;

/** A database's journal is named like a log: 000012.log (LevelDB, Kafka), redo, undo, write-ahead and binary logs. */
const databases = /^\d+\.log$|(^|[-_.])(bin|binlog|redo|undo|wal|relay|transactions?)[-_.]?\d*\.log$/i;
