import type { RunOptions } from './inside.ts';
import type { Machine } from './machine.ts';
import { productDir } from './places.ts';
import { type Part, timed } from './stopwatch.ts';
import type { Answer } from './terminal.ts';

/** A document or event of the product's `--json` output. Fields are read with `field`, since nothing is imported from the product. */
export type Json = Readonly<Record<string, unknown>>;

/** What one call of the product said: exit code (null: time limit), all JSON documents of stdout in their order, and the text for people. */
export type Said = { readonly code: number | null; readonly documents: readonly Json[]; readonly text: string; readonly ms: number };

/** Where and as whom the product is called; default root. `product`: another build of it, a folder of the machine. */
export type CallOptions = RunOptions & { readonly product?: string };

/** The words that call the product in a machine. */
function programOf(product = productDir): readonly string[] {
  return [`${productDir}/node_modules/node/bin/node`, `${product}/out/main/cli.js`];
}

/** Calls the product in the machine with `--json`. */
export async function call(machine: Machine, args: readonly string[], options: CallOptions = {}): Promise<Said> {
  const started = Date.now();
  const argv = [...programOf(options.product), ...args, '--json'];
  const output = await timed(partOf(args), () => machine.run(argv, options));
  return { code: output.code, documents: documentsIn(output.stdout), text: output.stderr, ms: Date.now() - started };
}

/** Calls the product on a terminal and answers its questions; documents are picked out of what the screen shows. */
export async function callOnTerminal(
  machine: Machine,
  args: readonly string[],
  answers: readonly Answer[],
  options: CallOptions = {},
): Promise<Said> {
  const started = Date.now();
  const argv = [...programOf(options.product), ...args, '--json'];
  const output = await timed(partOf(args), () => machine.terminal(argv, answers, options));
  return { code: output.code, documents: documentsIn(output.screen), text: output.screen, ms: Date.now() - started };
}

/** The part of a row that a call of the product is. */
export function partOf([verb = '']: readonly string[]): Part {
  return verb === 'scan' || verb === 'plan' || verb === 'repair' || verb === 'undo' ? verb : 'other calls';
}

export function scan(machine: Machine, args: readonly string[] = [], options?: CallOptions): Promise<Said> {
  return call(machine, ['scan', ...args], options);
}

export function plan(machine: Machine, selection: readonly string[], options?: CallOptions): Promise<Said> {
  return call(machine, ['plan', ...selection], options);
}

export function repair(machine: Machine, selection: readonly string[], options?: CallOptions): Promise<Said> {
  return call(machine, ['repair', ...selection, '--yes'], options);
}

/** Takes a run back; `onTerminal` answers each question with yes, for what is asked even with `--yes`. */
export function undo(machine: Machine, run: string, onTerminal: boolean, options?: CallOptions): Promise<Said> {
  if (!onTerminal) return call(machine, ['undo', run, '--yes'], options);
  const yes: Answer = { expect: /\?[^\n]*$|\[[yYnN/]+\][^\n]*$|\(yes\/no\)[^\n]*$/, send: 'yes\n' };
  return callOnTerminal(machine, ['undo', run], [yes, yes, yes], options);
}

export function history(machine: Machine, options?: CallOptions): Promise<Said> {
  return call(machine, ['history'], options);
}

/** The last document of a type, e.g. `finished`. */
export function last(said: Said, type: string): Json | undefined {
  return said.documents.findLast((document) => document['type'] === type);
}

/** Routines that the findings of a scan name, without their items. */
export function namedRoutines(said: Said): readonly string[] {
  const found = objects(field(last(said, 'scan'), 'findings'));
  return found.flatMap((finding) => strings(finding['routines'])).map((selection) => selection.replace(/=.*/, ''));
}

/** Outcomes per item of the `finished` event: `{ 'lab-once.service': 'repaired' }`. */
export function itemOutcomes(said: Said): Readonly<Record<string, string>> {
  const routines = objects(field(last(said, 'finished'), 'routines'));
  const items = routines.flatMap((routine) => objects(routine['items']));
  return Object.fromEntries(items.map((item) => [String(item['id']), String(item['outcome'])]));
}

/** A field of a document, as text; '' if it is not there. */
export function textOf(document: Json | undefined, name: string): string {
  const value = document?.[name];
  return typeof value === 'string' ? value : '';
}

/** The scan's findings lie in the document itself or in its `scan` part. */
function field(document: Json | undefined, name: string): unknown {
  const inner = document?.['scan'];
  return document?.[name] ?? (isObject(inner) ? inner[name] : undefined);
}

function documentsIn(stdout: string): readonly Json[] {
  const whole = parse(stdout);
  if (whole !== undefined) return [whole];
  return stdout.split(/\r?\n/).flatMap((line): readonly Json[] => [parse(line)].filter((one) => one !== undefined));
}

function parse(text: string): Json | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objects(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
