import type { StepBody } from '../../../src-shared/contract/step.js';
import type { Suspicion } from '../facts/suspect.js';
import { switchedOff } from './item.js';

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
  return [...edits, ...programs.map((program) => quarantine(program, `Quarantine ${program}`))];
}

/** Renames a settings file to a name that its program passes over. */
export function renameOff(file: string, title: string, item?: string): StepBody {
  const base = { kind: 'move-aside', scope: 'machine', title, path: { text: file }, to: { text: `${file}.disabled-rescuepc` } } as const;
  return item === undefined ? base : { ...base, item };
}

/** Puts `switchedOff` before lines of a file; each text is one character a byte. */
export function commentOut(file: string, lines: readonly { readonly line: number; readonly text: string }[]): StepBody {
  return {
    kind: 'edit-file',
    scope: 'machine',
    title: `Switch off ${lines.length === 1 ? 'a line' : 'lines'} of ${file}`,
    path: { text: file },
    edits: lines.map(({ line, text }) => ({ line, old: text, new: `${switchedOff}${text}` })),
  };
}

/** Takes a file of the machine's to quarantine, on its own file system: nothing is lost. */
export function quarantine(path: string, title: string, item?: string): StepBody {
  const base = { kind: 'move-aside', scope: 'machine', title, path: { text: path } } as const;
  return item === undefined ? base : { ...base, item };
}
