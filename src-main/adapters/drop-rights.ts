import { chmodSync, chownSync, lstatSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppError } from '../../src-shared/errors.js';
import { largestTable, readPlainSync } from './plain-file.js';

/** An account of this machine, as its list of accounts has it. */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number; readonly home: string };

/** Whom a process that was started as root shall become. `person`: somebody who may have a desktop here. */
export type Behind = Account & { readonly person: boolean };

/** Where the notebook of a console lies that nobody in particular has started. */
const nobodysState = '/var/lib/rescuepc-console';

/**
 * The user behind sudo or pkexec, by the number that they put into `env`; `nobody` for a root who is only himself. `accounts` is the
 * text of /etc/passwd. AppError not-found if it has no such account.
 */
export function accountBehind(env: NodeJS.ProcessEnv = process.env, accounts = readAccounts()): Behind {
  const uid = Number(env['SUDO_UID'] ?? env['PKEXEC_UID'] ?? 0);
  const person = Number.isInteger(uid) && uid > 0;
  const found = accounts
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , id, gid, , home = '/']) => ({ name, uid: Number(id), gid: Number(gid), home }))
    .find((account) => account.uid > 0 && (person ? account.uid === uid : account.name === 'nobody'));
  if (found) return { ...found, person };
  throw person
    ? new AppError(
        'not-found',
        `The user ${uid} who started this with sudo is not in /etc/passwd.`,
        'Start it without sudo: it asks for a password when it needs one.',
      )
    : new AppError(
        'not-found',
        "There is no account 'nobody' to work as without the rights of root.",
        "Start it as a user, or with 'sudo' as one.",
      );
}

function readAccounts(): string {
  return readPlainSync('/etc/passwd', largestTable, { follow: true }).toString();
}

/**
 * For a process that was started as root: becomes this account, for good. Before that it prepares a folder for the notebook of
 * `nobody`. A folder that was named with --home is left as it is; whether it can be used is asked afterwards (`expectOwnFolder`).
 */
export function dropRights(account: Behind): void {
  const named = process.env['RESCUEPC_HOME'] ?? '';
  if (named !== '') process.env['RESCUEPC_HOME'] = resolve(named);
  else if (!account.person) prepareNotebook(account);
  const state = process.env['XDG_STATE_HOME'] ?? '';
  if (!state.startsWith(`${account.home}/`)) delete process.env['XDG_STATE_HOME'];
  // Through a folder of root's that is held as the current one, what lies in it could still be reached.
  process.chdir('/');
  process.setgroups?.([account.gid]);
  process.setgid?.(account.gid);
  process.setuid?.(account.uid);
  Object.assign(process.env, { HOME: account.home, USER: account.name, LOGNAME: account.name });
  process.umask(0o077);
  if (process.getuid?.() === 0 || canBecomeRootAgain()) throw new AppError('internal', 'The rights of root could not be given up.');
}

function canBecomeRootAgain(): boolean {
  try {
    process.setuid?.(0);
    return true;
  } catch {
    return false;
  }
}

function prepareNotebook(account: Account): void {
  if (lstatSync(nobodysState, { throwIfNoEntry: false }) === undefined) mkdirSync(nobodysState, { recursive: true, mode: 0o700 });
  // What is there must be a folder of root's or of this account's, and no link to somebody else's.
  const stat = lstatSync(nobodysState);
  if (!stat.isDirectory() || (stat.uid !== 0 && stat.uid !== account.uid))
    throw new AppError(
      'unsafe-path',
      `${nobodysState} is no folder, or belongs to somebody else.`,
      'Look at it and move it away, or give a folder with --home.',
    );
  chownSync(nobodysState, account.uid, account.gid);
  chmodSync(nobodysState, 0o700);
  process.env['RESCUEPC_HOME'] = nobodysState;
}
