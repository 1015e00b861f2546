import type { Step, StepBody } from '../../../../src-shared/contract/step.js';
import { canonical } from '../../../../src-shared/canonical.js';
import { redactArgv } from '../../redact.js';
import { command } from './command.js';
import { deleteEntries } from './delete.js';
import { editFile } from './edit-file.js';
import { link } from './link.js';
import { moveAside } from './move-aside.js';
import { packages } from './packages.js';
import { registry } from './registry.js';
import { script } from './script.js';
import { service } from './service.js';
import { setMode } from './set-mode.js';
import type { Executor, Executors } from './types.js';
import { writeFile } from './write-file.js';

/** Executors of version 1 of every kind. When a kind changes, its old executor stays here beside the new one. */
const executors: Executors = {
  'write-file': writeFile,
  'edit-file': editFile,
  'set-mode': setMode,
  link,
  'move-aside': moveAside,
  delete: deleteEntries,
  registry,
  service,
  packages,
  command,
  script,
};

/** The executor of a step's kind. */
export function executorOf(body: StepBody): Executor<StepBody> {
  return executors[body.kind];
}

/** A step's body without file contents and secrets, for the journal: enough to observe and restore. */
export function journaledBody(body: Step['body']): StepBody {
  switch (body.kind) {
    case 'write-file':
      return { ...body, contentBase64: '' };
    case 'edit-file':
      return { ...body, edits: body.edits.map((edit) => ({ line: edit.line, old: '', new: edit.new === null ? null : '' })) };
    case 'registry':
      return { ...body, value: body.value === null ? null : { type: body.value.type, dataBase64: '' } };
    case 'command':
    case 'script': {
      const hidden = body.kind === 'command' ? { ...body, argv: redactArgv(body.argv) } : { ...body, args: redactArgv(body.args) };
      const undo = body.undo.kind === 'inverse' ? { ...body.undo, argv: redactArgv(body.undo.argv) } : body.undo;
      // What is hidden cannot be run again by recovery; a person has to.
      const same = canonical({ ...hidden, undo }) === canonical(body);
      return { ...hidden, undo, replay: same ? body.replay : 'ask' };
    }
    default:
      return body;
  }
}
