import type { StepOf } from '../../../../src-shared/contract/step.js';
import { AppError } from '../../../../src-shared/errors.js';
import { fromLatin1, latin1ToWords, toLatin1 } from '../../bytes.js';
import { redact } from '../../redact.js';
import type { Target } from '../../ports.js';
import { captureFile, fileObject, fileOf, maxFileBytes, observeFile, restoreFile } from './file-state.js';
import type { Executor } from './types.js';

type Edit = StepOf<'edit-file'>['edits'][number];

/** Changes single lines; all other bytes, line ends and a missing last line end stay as they are. */
export const editFile: Executor<StepOf<'edit-file'>> = {
  describe: (body) => ({ does: [`edit ${body.path.text}`, ...body.edits.flatMap(editWords)], commands: [] }),
  reversibility: () => ({ level: 'exact', why: 'The old file is kept with owner, mode, times and attributes.' }),
  objects: (body) => [fileObject(body.path)],
  observe: (body, target) => observeFile(target, body.path),
  capture: (body, context) => captureFile(context, body.path),
  leaves: async (body, target) => fileOf(await edited(body, target)),
  async apply(body, context) {
    await context.target.files.replace(body.path, await edited(body, context.target), { mode: 0o644 });
    return [];
  },
  restore: (body, context, kept) => restoreFile(context, body.path, kept),
};

async function edited(body: StepOf<'edit-file'>, target: Target): Promise<Uint8Array> {
  return fromLatin1(applyEdits(toLatin1(await target.files.read(body.path, maxFileBytes)), body.edits));
}

/** The text after the edits. AppError plan-changed if a line is not what the plan saw. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const lines = text.split('\n');
  const appended: string[] = [];
  const byLine = new Map<number, Edit>();
  for (const edit of edits) {
    if (edit.line === 0) {
      if (edit.new !== null) appended.push(edit.new);
      continue;
    }
    if (lines[edit.line - 1] !== edit.old)
      throw new AppError('plan-changed', `Line ${edit.line} is no longer what the plan saw.`, 'Make the plan again.');
    byLine.set(edit.line, edit);
  }
  const kept = lines.flatMap((line, index) => {
    const edit = byLine.get(index + 1);
    if (!edit) return [line];
    return edit.new === null ? [] : [edit.new];
  });
  if (appended.length === 0) return kept.join('\n');
  const body = kept.join('\n');
  const gap = body === '' || body.endsWith('\n') ? '' : '\n';
  return `${body}${gap}${appended.join('\n')}\n`;
}

function editWords(edit: Edit): string[] {
  const show = (text: string): string => redact(latin1ToWords(text));
  const before = edit.line === 0 ? [] : [`  line ${edit.line}  - ${show(edit.old)}`];
  const after = edit.new === null ? [] : [`  ${edit.line === 0 ? 'at the end' : `line ${edit.line}`}  + ${show(edit.new)}`];
  return [...before, ...after];
}
