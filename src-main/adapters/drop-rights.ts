import { chownSync, lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../src-shared/errors.js';

/** An account of this machine, as its list of accounts has it. */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number; readonly home: string };

/** Where the notebook of a console lies that nobody in particular has started. */
const nobodysState = '/var/lib/rescuepc-console';

/**
 * For a process that was started as root: becomes, for good, the user behind sudo, or `nobody`. Before that it prepares a folder
 * for the notebook that this account may write to. Returns the account's name. AppError not-found if there is no such account.
 */
export function dropRights(): string {
  const account = ordinaryAccount();
  if (account.name === 'nobody') prepareNotebook(account);
  process.setgroups?.([account.gid]);
  process.setgid?.(account.gid);
  process.setuid?.(account.uid);
  Object.assign(process.env, { HOME: account.home, USER: account.name, LOGNAME: account.name });
  process.umask(0o077);
  if (process.getuid?.() === 0 || canBecomeRootAgain()) throw new AppError('internal', 'The rights of root could not be given up.');
  return account.name;
}

/** The user behind sudo, or `nobody`: as whom root does what needs no rights. AppError not-found if there is no such account. */
export function ordinaryAccount(): Account {
  const behind = Number(process.env['SUDO_UID'] ?? 0);
  return findAccount((one) => (behind > 0 ? one.uid === behind : one.name === 'nobody'));
}

function canBecomeRootAgain(): boolean {
  try {
    process.setuid?.(0);
    return true;
  } catch {
    return false;
  }
}

/** A folder that was named with --home is left as it is; one that this account may not write to is said when it is used. */
function prepareNotebook(account: Account): void {
  if ((process.env['RESCUEPC_HOME'] ?? '') !== '') return;
  mkdirSync(nobodysState, { recursive: true, mode: 0o700 });
  // What is there must be a folder of root's or of this account's, and no link to somebody else's.
  const stat = lstatSync(nobodysState);
  if (!stat.isDirectory() || (stat.uid !== 0 && stat.uid !== account.uid))
    throw new AppError(
      'unsafe-path',
      `${nobodysState} belongs to somebody else.`,
      'Look at it and move it away, or give a folder with --home.',
    );
  chownSync(nobodysState, account.uid, account.gid);
  process.env['RESCUEPC_HOME'] = nobodysState;
}

function findAccount(fits: (account: Account) => boolean): Account {
  const found = readFileSync(join('/etc', 'passwd'), 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid, , home = '/']) => ({ name, uid: Number(uid), gid: Number(gid), home }))
    .find((account) => account.uid > 0 && fits(account));
  if (found) return found;
  throw new AppError('not-found', 'There is no account to work as without the rights of root.', "Start it with 'sudo' as a user.");
}
