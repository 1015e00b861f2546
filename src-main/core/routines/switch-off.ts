import type { StepBody } from '../../../src-shared/contract/step.js';
import type { Suspicion } from '../facts/suspect.js';

/** A line of a file of the system's that runs something suspicious; `text` is the raw line. */
type SuspectLine = { readonly file: string; readonly line: number; readonly text: string; readonly suspicion: Suspicion };

/** Steps that put `marker` before each line, file by file, and then take the programs they ran to quarantine. */
export function switchOffSteps(lines: readonly SuspectLine[], title: string, marker: string): StepBody[] {
  const edits = [...new Set(lines.map(({ file }) => file))].map((file): StepBody => ({
    kind: 'edit-file',
    scope: 'machine',
    title: `${title} ${file}`,
    path: { text: file },
    edits: lines.filter((one) => one.file === file).map(({ line, text }) => ({ line, old: text, new: `${marker}${text}` })),
  }));
  const programs = [...new Set(lines.filter(({ suspicion }) => suspicion.movable).map(({ suspicion }) => suspicion.program))];
  return [...edits, ...programs.map(asideStep)];
}

/** Takes a file of the system's to quarantine. */
export function asideStep(path: string): StepBody {
  return { kind: 'move-aside', scope: 'machine', title: `Quarantine ${path}`, path: { text: path } };
}
