import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sourceDir } from './places.ts';
import type { Job } from './row.ts';
import { type Graph, type ReadSource, graphOf, readSource } from './sources.ts';

/** Everything that decides how a row ends, as one hash: `files` are its sources, repository-relative, sorted. */
export type Inputs = { readonly hash: string; readonly files: readonly string[] };

/** Programs of the product that rows start. */
const programs = ['src-main/hosts/cli/index.ts', 'src-main/hosts/worker/index.ts', 'src-main/hosts/console/index.ts'];

/** Lists of things that each stand alone: a row about some of them depends neither on the others nor on the list. */
const lists = ['src-main/core/facts/index.ts', 'src-main/core/routines/index.ts', 'src-main/core/scan/checks/index.ts'];

/** Shared files that have facts read for every repair. */
const asking = ['src-main/core/repair/gates.ts', 'src-main/core/scan/checks/disk-failing.ts'];

/** Rooms that a call which looks for, plans, makes or takes back a named repair does not enter. */
const apart = [
  'src-main/core/data/',
  'src-main/core/explain/',
  'src-main/core/overview/',
  'src-main/core/report/',
  'src-main/core/scan/symptoms/',
  'src-main/core/settings/',
  'src-main/core/space/',
  'src-main/hosts/console/',
];
const commands = 'src-main/hosts/cli/commands/';
const commandsOfRepairs = ['index', 'scan', 'plan', 'repair', 'undo', 'recover', 'verify', 'runs', 'status', 'history', 'journal'];

/** What all of it is built with. */
const always = ['package-lock.json', 'electron.vite.config.ts', 'native-scripts/manifest.json'];

/** Gives the inputs of any row. `machine` identifies the machine that a row with these packages runs on, and its host. */
export function inputsOf(
  machine: (packages: readonly string[]) => string,
  read: ReadSource = readSource,
): (job: Pick<Job, 'from' | 'about' | 'packages'>) => Inputs {
  const graph = graphOf(read);
  const definitions = definitionsIn(graph, read);
  const whole = graph.closure(programs);
  const shared = graph.closure(programs, isApart);
  const hashes = new Map<string, string>();
  const lineOf = (file: string): string => {
    const line = hashes.get(file) ?? `${file} ${sha256(read(file))}`;
    hashes.set(file, line);
    return line;
  };
  const version = (JSON.parse(read('package.json')) as { version: string }).version;

  function product(about: Job['about']): Iterable<string> {
    if (about === 'everything') return whole;
    if (about.length === 0) return [];
    const wanted = [...definitions.filesOf([...about, ...asking.flatMap((file) => readsIn(read(file)))]), ...asking];
    return [...shared, ...graph.closure(wanted, isApart)];
  }

  return ({ from, about, packages = [] }) => {
    const lab = graph.closure(from.map((url) => relative(sourceDir, fileURLToPath(url))));
    // The version is all that is read of package.json, which also says how developers work.
    const files = [...new Set([...product(about), ...lab, ...always])].filter((file) => file !== 'package.json').toSorted();
    return { hash: sha256([machine(packages), version, ...files.map(lineOf)].join('\n')), files };
  };
}

/** All sources of the programs that rows start. */
export function sourcesOfProduct(): readonly string[] {
  return [...graphOf(readSource).closure(programs)].filter((file) => file !== 'package.json');
}

function isApart(file: string): boolean {
  if (file.startsWith(commands)) return !commandsOfRepairs.includes(file.slice(commands.length).replace(/\.ts$/, ''));
  return lists.includes(file) || apart.some((room) => file.startsWith(room));
}

type Definitions = {
  /** The files that define these facts, repairs and checks, and those that define what they read. Names that are none of them are passed over. */
  readonly filesOf: (ids: readonly string[]) => readonly string[];
};

/** A file of a list defines what it calls `id: '...'`, from what it calls `reads: [...]`. */
function definitionsIn(graph: Graph, read: ReadSource): Definitions {
  const files = new Map<string, string[]>();
  for (const file of lists.flatMap((list) => graph.imports(list)))
    for (const [, id = ''] of read(file).matchAll(/\bid: '([a-z0-9-]+)'/g)) files.set(id, [...(files.get(id) ?? []), file]);
  return {
    filesOf(ids) {
      const found = new Set<string>();
      const open = [...ids];
      for (let id = open.pop(); id !== undefined; id = open.pop())
        for (const file of files.get(id) ?? []) {
          if (found.has(file)) continue;
          found.add(file);
          open.push(...readsIn(read(file)));
        }
      return [...found];
    },
  };
}

/** The facts that a source file has read. */
function readsIn(text: string): readonly string[] {
  const listed = [...text.matchAll(/\b(?:reads: |gateFacts: readonly FactId\[\] = )\[([^\]]*)\]/g)];
  return listed.flatMap(([, ids = '']) => [...ids.matchAll(/'([a-z0-9-]+)'/g)].map(([, id = '']) => id));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
