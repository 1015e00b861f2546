import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'oxc-parser';
import { sourceDir } from './places.ts';

/** Reads a source file of the repository by its relative path; a test may answer otherwise. */
export type ReadSource = (file: string) => string;

export const readSource: ReadSource = (file) => readFileSync(join(sourceDir, file), 'utf8');

/** Source files and what they import. Paths are relative to the repository. */
export type Graph = {
  /** Files of the repository that a file loads: its imports but those of types alone, and files that it names by `new URL`. */
  readonly imports: (file: string) => readonly string[];
  /** The entries and everything that they load, without what `skip` names and what only that loads. */
  readonly closure: (entries: Iterable<string>, skip?: (file: string) => boolean) => ReadonlySet<string>;
};

export function graphOf(read: ReadSource): Graph {
  const known = new Map<string, readonly string[]>();
  const imports = (file: string): readonly string[] => {
    const found = known.get(file) ?? importsIn(file, read(file));
    known.set(file, found);
    return found;
  };
  return {
    imports,
    closure: (entries, skip = () => false) => {
      const seen = new Set<string>();
      const open = [...entries];
      for (let file = open.pop(); file !== undefined; file = open.pop()) {
        if (seen.has(file) || skip(file)) continue;
        seen.add(file);
        open.push(...imports(file));
      }
      return seen;
    },
  };
}

function importsIn(file: string, text: string): readonly string[] {
  if (!/\.tsx?$/.test(file)) return [];
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message ?? ''}`);
  const named = [
    ...module.staticImports
      .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
      .map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ isType, moduleRequest }) => (isType || !moduleRequest ? [] : [moduleRequest.value])),
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => /^'(.*)'$/.exec(text.slice(start, end))?.[1] ?? []),
    ...[...text.matchAll(/new URL\('([^']+\.[a-z]+)', import\.meta\.url\)/g)].map(([, path = '']) => `./${path}`),
  ];
  return named.filter((name) => name.startsWith('.')).map((name) => fileOf(join(dirname(file), name), file));
}

/** Sources are imported by the name that they have when they are built. */
function fileOf(path: string, by: string): string {
  const plain = normalize(path);
  const candidates = [plain, plain.replace(/\.js$/, '.ts'), plain.replace(/\.js$/, '.tsx')];
  const found = candidates.find((candidate) => existsSync(join(sourceDir, candidate)));
  if (found === undefined) throw new Error(`${by} loads ${path}, which is not there`);
  return found;
}
