import type { Target } from '../ports.js';
import { aptReadOnly } from './apt-check.js';
import { stdoutText } from './raw.js';
import { readAptSimulation } from './readers/apt-simulate.js';

/** An installed package; `available`: apt can fetch this very version again, and would touch no other package. */
export type Installed = { readonly name: string; readonly version: string; readonly available: boolean };

/** The command that puts a package's own files back, in the version that is installed. `--no-remove`: never at another's price. */
export function reinstallCommand(name: string, version: string): string[] {
  const conf = ['-o', 'Dpkg::Options::=--force-confmiss', '-o', 'Dpkg::Options::=--force-confdef', '-o', 'Dpkg::Options::=--force-confold'];
  return ['apt-get', '-y', '--no-remove', '--no-install-recommends', ...conf, 'install', '--reinstall', `${name}=${version}`];
}

/** What dpkg knows of a package and what apt says it would do; null if it is not installed. */
export async function installedPackage(target: Target, name: string, signal: AbortSignal): Promise<Installed | null> {
  const argv = ['dpkg-query', '-W', '-f=${db:Status-Abbrev}\\t${Version}\\n', '--', name];
  const raw = await target.exec.run({ argv, timeoutMs: 10_000, signal });
  const version = /^ii \t(\S+)$/m.exec(stdoutText(raw))?.[1];
  if (raw.code !== 0 || version === undefined) return null;
  const [program = '', ...rest] = reinstallCommand(name, version);
  const plan = readAptSimulation(await target.exec.run({ argv: [program, '-s', ...aptReadOnly, ...rest], timeoutMs: 60_000, signal }));
  const plain = name.replace(/:.*/, '');
  const available =
    plan.known && plan.value.length > 0 && plan.value.every((change) => change.name.replace(/:.*/, '') === plain && change.op !== 'remove');
  return { name, version, available };
}
