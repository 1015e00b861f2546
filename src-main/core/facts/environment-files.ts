import type { Target } from '../ports.js';
import { entriesIn } from './read-text.js';

/** Files of `NAME=VALUE` lines that the environment of every session is made from. Sources: environment(5), environment.d(5). */
export async function environmentFiles(target: Target): Promise<string[]> {
  const parts = (await entriesIn(target, '/etc/environment.d')).map((entry) => entry.text);
  return presentFiles(target, ['/etc/environment', ...parts.filter((name) => name.endsWith('.conf'))]);
}

/** Shell scripts that every log-in of everybody runs. */
export async function sharedShellFiles(target: Target): Promise<string[]> {
  const parts = (await entriesIn(target, '/etc/profile.d')).map((entry) => entry.text);
  return presentFiles(target, ['/etc/profile', '/etc/bash.bashrc', ...parts.filter((name) => name.endsWith('.sh'))]);
}

/** Those of the paths that are plain files. */
export async function presentFiles(target: Target, paths: readonly string[]): Promise<string[]> {
  const there: string[] = [];
  for (const path of paths) if ((await target.files.stat({ text: path }))?.kind === 'file') there.push(path);
  return there;
}
