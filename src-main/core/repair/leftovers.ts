import { posix } from 'node:path';
import type { FilePath } from '../../../src-shared/contract/path.js';
import type { StepBody } from '../../../src-shared/contract/step.js';
import type { Files } from '../ports.js';
import { stepsOf } from './progress.js';
import { targetOf, type RunContext } from './run-context.js';

/** How a file is called that will replace another one, until it does. */
const unfinished = /^\.rescuepc-[0-9a-f]{12}$/;

/**
 * Removes the half-made files that a killed process left beside those it was about to replace. Only in folders of
 * steps that were cut off, whose store is locked by the caller, so that nobody is at work there.
 */
export async function removeLeftovers(run: RunContext): Promise<void> {
  const cutOff = stepsOf(run.journal.rows).filter((step) => step.state === 'in-flight' || step.restoring);
  for (const { record } of cutOff) {
    const { files } = await targetOf(run, record.body);
    for (const folder of new Set(pathsOf(record.body).map((path) => posix.dirname(path.text)))) await clean(files, folder);
  }
}

/** A folder that is gone, or that may not be changed, is left alone: this is tidying, and what counts is the roll-back. */
async function clean(files: Files, folder: string): Promise<void> {
  const entries = await files.list({ text: folder }).catch(() => []);
  for (const entry of entries) {
    if (!unfinished.test(posix.basename(entry.text))) continue;
    const stat = await files.stat(entry).catch(() => null);
    if (stat?.kind === 'file' || stat?.kind === 'link') await files.remove(entry).catch(() => undefined);
  }
}

/** Paths of the files that a step, or its way back, replaces. */
function pathsOf(body: StepBody): readonly FilePath[] {
  if ('captures' in body) return body.captures.flatMap((resource) => (resource.kind === 'answer' ? [] : [resource.path]));
  return 'path' in body ? [body.path] : [];
}
