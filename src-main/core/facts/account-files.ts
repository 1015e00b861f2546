import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { toLatin1 } from '../bytes.js';
import { shadowFaults, shellFaults, type AccountFault, type ShellFault } from './readers/account-files.js';
import { existsFollowing } from './suspect.js';
import { defineFact } from './types.js';
import type { Target } from '../ports.js';

/** People, and root, whose log-in program does not exist; and what to give them instead. */
export const loginShells = defineFact<{ readonly faults: readonly ShellFault[]; readonly instead: string | null }>({
  id: 'login-shells',
  title: 'Log-in programs',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  async read({ target }): Promise<ReadingOf<{ faults: readonly ShellFault[]; instead: string | null }>> {
    const passwd = await text(target, '/etc/passwd');
    const missing: string[] = [];
    for (const shell of new Set(passwd.split('\n').map((line) => line.split(':')[6] ?? '')))
      if (shell.startsWith('/') && !(await existsFollowing(target, shell))) missing.push(shell);
    const faults = shellFaults(passwd, missing);
    let instead: string | null = null;
    for (const shell of ['/bin/sh', '/bin/bash']) if (await existsFollowing(target, shell)) instead = shell;
    const evidence = faults.map(({ user, line, shell }) => ({
      source: `/etc/passwd:${line}`,
      line: `${user} ${shell}`,
      meaning: 'does not exist',
    }));
    return { known: true, value: { faults, instead }, evidence };
  },
});

/** What does not fit together in the files of accounts and groups. */
export const accountFiles = defineFact<AccountFault[]>({
  id: 'account-files',
  title: 'Files of accounts',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 10_000,
  async read({ target }): Promise<ReadingOf<AccountFault[]>> {
    const faults: AccountFault[] = [];
    for (const [file, closed] of [
      ['/etc/passwd', '/etc/shadow'],
      ['/etc/group', '/etc/gshadow'],
    ] as const) {
      // Without the second file passwords stand in the first: an old, but whole system.
      const second = (await target.files.stat({ text: closed })) === null ? null : await text(target, closed);
      faults.push(...shadowFaults(file, await text(target, file), closed, second));
    }
    // Of a broken line only its name: it may hold a password.
    const evidence = faults.map((fault) => ({ source: fault.file, line: fault.name, meaning: fault.why }));
    return { known: true, value: faults, evidence };
  },
});

async function text(target: Target, path: string): Promise<string> {
  return toLatin1(await target.files.read({ text: path }, 16_000_000));
}
