import type { StepOf } from '../../../../src-shared/contract/step.js';
import { AppError } from '../../../../src-shared/errors.js';
import { fromLatin1, latin1ToWords, toLatin1 } from '../../bytes.js';
import { redact } from '../../redact.js';
import { captureFile, fileObject, maxFileBytes, observeFile, restoreFile } from './file-state.js';
import type { Executor } from './types.js';

type Edit = StepOf<'edit-file'>['edits'][number];

/** Changes single lines; all other bytes, line ends and a missing last line end stay as they are. */
export const editFile: Executor<StepOf<'edit-file'>> = {
  describe: (body) => ({ does: [`edit ${body.path.text}`, ...body.edits.flatMap(editWords)], commands: [] }),
  reversibility: () => ({ level: 'exact', why: 'The old file is kept with owner, mode, times and attributes.' }),
  objects: (body) => [fileObject(body.path)],
  observe: (body, target) => observeFile(target, body.path),
  capture: (body, context) => captureFile(context, body.path),
  async apply(body, context) {
    const { files } = context.target;
    const before = toLatin1(await files.read(body.path, maxFileBytes));
    await files.replace(body.path, fromLatin1(applyEdits(before, body.edits)), { mode: 0o644 });
    return [];
  },
  restore: (body, context, kept) => restoreFile(context, body.path, kept),
};

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
