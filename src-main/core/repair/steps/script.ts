import type { StepOf } from '../../../../src-shared/contract/step.js';
import { redactArgv } from '../../redact.js';
import { captureDeclared, commandObjects, commandReversibility, keepWords, restoreDeclared, runDeclared } from './command.js';
import { observeDeclared } from './declared.js';
import type { Executor } from './types.js';

/** Runs a native script of ours, whose bytes are checked against the manifest immediately before. */
export const script: Executor<StepOf<'script'>> = {
  describe: (body) => ({ does: [...keepWords(body), `run our script ${[body.script, ...body.args].join(' ')}`], commands: [] }),
  reversibility: commandReversibility,
  objects: (body) => commandObjects(body, `${body.script} ${redactArgv(body.args).join(' ')}`),
  observe: observeDeclared,
  capture: captureDeclared,
  apply: async (body, context) => runDeclared(body, await context.scripts.prepare(body.script, body.args), context),
  restore: restoreDeclared,
};
