import type { Target } from '../ports.js';

/** Files of `NAME=VALUE` lines that the environment of every session is made from. Sources: environment(5), environment.d(5). */
export async function environmentFiles(target: Target): Promise<string[]> {
  const parts = (await target.files.list({ text: '/etc/environment.d' }).catch(() => [])).map((entry) => entry.text);
  return presentFiles(target, ['/etc/environment', ...parts.filter((name) => name.endsWith('.conf'))]);
}

/** Shell scripts that every log-in of everybody runs. */
export async function sharedShellFiles(target: Target): Promise<string[]> {
  const parts = (await target.files.list({ text: '/etc/profile.d' }).catch(() => [])).map((entry) => entry.text);
  return presentFiles(target, ['/etc/profile', '/etc/bash.bashrc', ...parts.filter((name) => name.endsWith('.sh'))]);
}

/** Those of the paths that are plain files. */
export async function presentFiles(target: Target, paths: readonly string[]): Promise<string[]> {
  const there: string[] = [];
  for (const path of paths) if ((await target.files.stat({ text: path }).catch(() => null))?.kind === 'file') there.push(path);
  return there;
}
