import type { UndoneStep } from '../../../src-shared/contract/run.js';
import type { FilePath } from '../../../src-shared/contract/path.js';
import type { State, StepBody } from '../../../src-shared/contract/step.js';
import { redact } from '../redact.js';
import type { Target } from '../ports.js';
import type { RunFolder } from '../store-ports.js';
import type { StepProgress } from './progress.js';
import { readKept } from './steps/keep.js';
import { executorOf } from './steps/index.js';

const mostBytes = 32 * 1024;
const readableByAll = 0o004;

/**
 * What undo would put back beside what stands there now, for whoever has to decide. The text of a file only where everybody may
 * read it then and now, and without what looks like a secret; else its size, hash, owner and mode.
 */
export async function sidesOf(step: StepProgress, target: Target, folder: RunFolder): Promise<NonNullable<UndoneStep['sides']>> {
  const { body } = step.record;
  const now = await executorOf(body).observe(body, target);
  const path = pathOf(body);
  const data = step.backups.find(({ name }) => name.endsWith('.data'));
  const open = [step.before, now].every((state) => state['kind'] === 'absent' || isOpenText(state));
  if (path === null || !open) return { kept: stateWords(step.before), now: stateWords(now) };
  const kept = step.before['kind'] === 'file' && data ? textOf(await readKept({ folder }, data)) : null;
  const standing = now['kind'] === 'file' ? textOf(await target.files.read(path, mostBytes)) : null;
  return { kept: kept ?? stateWords(step.before), now: standing ?? stateWords(now) };
}

function pathOf(body: StepBody): FilePath | null {
  return body.kind === 'edit-file' || body.kind === 'write-file' ? body.path : null;
}

function isOpenText(state: State): boolean {
  return (
    state['kind'] === 'file' &&
    typeof state['mode'] === 'number' &&
    (state['mode'] & readableByAll) !== 0 &&
    typeof state['size'] === 'number' &&
    state['size'] <= mostBytes
  );
}

/** null: these bytes are no text. */
function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : redact(text);
  } catch {
    return null;
  }
}

function stateWords(state: State): string {
  return Object.entries(state)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name}: ${name === 'mode' && typeof value === 'number' ? value.toString(8) : String(value)}`)
    .join('\n');
}
