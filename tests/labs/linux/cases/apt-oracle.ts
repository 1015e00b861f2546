import { type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

/** Patterns of what a package manager writes when it installs the lab's packages. */
export const packageManagerPaths: readonly string[] = [
  '/var/lib/dpkg/**',
  '/var/lib/apt/**',
  '/var/cache/apt/**',
  '/var/log/dpkg.log',
  '/var/log/apt',
  '/var/log/apt/**',
  '/usr/share/lab-*',
  '/usr/share/lab-*/**',
  '/etc/lab-*',
];

/** Sound packages: no unfinished run, nothing for the audit, no unmet dependency. Exit codes alone lie, so all three are asked. */
export async function packagesAreSound(machine: Machine): Promise<Verdict> {
  const updates = await machine.must(['sh', '-c', 'ls /var/lib/dpkg/updates | grep -c "^[0-9]*$" || true']);
  const audit = await machine.run(['dpkg', '--audit']);
  const check = await aptCheck(machine);
  const audited = audit.stdout.trim().split('\n').filter(Boolean).length;
  return verdict([
    [updates.trim() === '0', `updates ${updates.trim()}`],
    [audit.code === 0 && audited === 0, `audit ${audited}`],
    [check.pass, check.answer],
  ]);
}

/** `apt-get check` without its cache files, so that asking leaves no trace. */
export async function aptCheck(machine: Machine): Promise<Verdict> {
  const noCache = ['-o', 'Dir::Cache::pkgcache=', '-o', 'Dir::Cache::srcpkgcache='];
  const check = await machine.run(['apt-get', 'check', '-q', ...noCache]);
  const error = /^E: (.{0,24})/m.exec(check.stderr)?.[1];
  return { pass: check.code === 0, answer: `check ${check.code}${error === undefined ? '' : ` (${error}…)`}` };
}
