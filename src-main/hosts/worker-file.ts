import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the elevated worker and the children of other users are started with: a Node, and the worker's entry. */
export type Programs = { readonly node: string; readonly worker: string };

/** The elevated worker's entry, beside every other built entry. */
export function workerFile(): string {
  return join(dirname(fileURLToPath(import.meta.url)), 'worker.js');
}

/** Those of a host that runs on Node itself. */
export function ownPrograms(): Programs {
  return { node: process.execPath, worker: workerFile() };
}
