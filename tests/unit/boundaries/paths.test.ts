import { globSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';

/**
 * Below a root (`--root`) everything may be shaped by somebody else. A path that is put together from a root and a path in it is followed
 * by the system, and a link leads it into this machine: `within` and `withinFolder` (adapters/walk.ts) open it folder by folder instead.
 * A file is read by `readPlain` (adapters/plain-file.ts): a plain one, with a limit; lint refuses what is imported, this what is called.
 */
const files = globSync('src-main/{adapters,hosts}/**/*.ts').toSorted();

/** The one place that may put a root and a path together, for words to people. */
const wholePath = 'src-main/adapters/walk.ts';

type Node = {
  readonly type?: string;
  readonly name?: string;
  readonly callee?: Node;
  readonly property?: Node;
  readonly arguments?: readonly Node[];
  readonly expressions?: readonly Node[];
  readonly quasis?: readonly { readonly value: { readonly raw: string } }[];
  readonly left?: Node;
  readonly operator?: string;
};

describe('paths below a root, and reading', () => {
  test('only one place puts a root and a path together; the others use within, withinFolder or wholePath (adapters/walk.ts)', () => {
    expect(files.filter((file) => file !== wholePath).flatMap((file) => complaints(file, read(file), joinsRoot))).toEqual([]);
    expect(complaints(wholePath, read(wholePath), joinsRoot)).toHaveLength(1);
  });

  test('no file is read whole but by readPlain or readPlainSync (adapters/plain-file.ts)', () => {
    expect(files.flatMap((file) => complaints(file, read(file), readsWhole))).toEqual([]);
  });

  test('the judge knows them', () => {
    const seeds = [
      'join(root, name);',
      'posix.join(root, name);',
      'resolve(place.root, name);',
      'open(`${root}/etc/passwd`);',
      'open(`${store.root}${path}`);',
      "open(root + '/x');",
    ];
    expect(seeds.map((seed) => complaints('seed.ts', seed, joinsRoot).length)).toEqual(seeds.map(() => 1));
    const reads = ['handle.readFile();', 'fs.readFileSync(path);', 'fs.createReadStream(path);'];
    expect(reads.map((seed) => complaints('seed.ts', seed, readsWhole).length)).toEqual(reads.map(() => 1));
    const allowed = [
      'join(folder, root);',
      'resolve(root);',
      '`--root=${root}`;',
      '`${root} is none.`;',
      'root === other;',
      'within(root, path);',
      'readPlain(path, 5);',
    ];
    expect(allowed.flatMap((seed) => [...complaints('seed.ts', seed, joinsRoot), ...complaints('seed.ts', seed, readsWhole)])).toEqual([]);
  });
});

function read(file: string): string {
  return readFileSync(file, 'utf8');
}

function complaints(file: string, text: string, isWrong: (node: Node) => boolean): string[] {
  const found: string[] = [];
  JSON.stringify(parseSync(file, text).program, (_key, value: unknown) => {
    const node = value as (Node & { readonly start?: number; readonly end?: number }) | null;
    if (node !== null && typeof node === 'object' && isWrong(node)) found.push(`${file}: ${text.slice(node.start, node.end)}`);
    return typeof value === 'bigint' ? null : value;
  });
  return found;
}

function joinsRoot(node: Node): boolean {
  switch (node.type) {
    case 'CallExpression':
      return (
        ['join', 'resolve'].includes(nameOf(node.callee)) && nameOf(node.arguments?.[0]) === 'root' && node.arguments?.[1] !== undefined
      );
    case 'TemplateLiteral':
      return startsWithRoot(node);
    case 'BinaryExpression':
      return node.operator === '+' && nameOf(node.left) === 'root';
    default:
      return false;
  }
}

/** `${root}/...` and `${root}${path}`, but no words about a root. */
function startsWithRoot({ quasis, expressions }: Node): boolean {
  const [before, after] = quasis?.map(({ value }) => value.raw) ?? [];
  const isPath = after?.startsWith('/') === true || (after === '' && expressions?.[1] !== undefined);
  return before === '' && isPath && nameOf(expressions?.[0]) === 'root';
}

function readsWhole(node: Node): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee?.type === 'MemberExpression' &&
    ['readFile', 'readFileSync', 'createReadStream'].includes(nameOf(node.callee))
  );
}

/** Of a name, or of the last part of one with dots. */
function nameOf(node: Node | undefined): string {
  return node?.type === 'MemberExpression' ? (node.property?.name ?? '') : (node?.name ?? '');
}
