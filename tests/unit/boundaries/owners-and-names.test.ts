import { globSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';

/** What a name is called, of which data may be the origin. */
const dataNames = [
  'name',
  'user',
  'account',
  'group',
  'id',
  'uuid',
  'label',
  'unit',
  'package',
  'program',
  'module',
  'script',
  'item',
  'entry',
];

const files = globSync('src-main/**/*.ts').toSorted();
const found = files.map((file) => ({ file, ...lookInto(file, readFileSync(file, 'utf8')) }));

/**
 * A change of owner that is made at hand gives setuid and setgid to whoever's content stands there: there is one function for it,
 * `changeMode` in `adapters/change-mode.ts`. Not seen: a system call made by a program that has another name.
 */
describe('owners', () => {
  const known: Readonly<Record<string, string>> = {
    'src-main/adapters/attributes.ts': 'a file that was just made, under a name of its own, before it is put in its place',
    'src-main/adapters/browser-pdf.ts': 'a folder that was just made, for the browser that is not started as root',
    'src-main/adapters/change-mode.ts': 'the one function',
    'src-main/adapters/drop-rights.ts': 'the folder of nobody, after a look at whose it is',
  };

  test('are changed by one function', () => {
    expect(found.filter(({ owners }) => owners > 0).map(({ file }) => file)).toEqual(Object.keys(known).toSorted());
  });

  test.each([
    "import { lchown } from 'node:fs/promises';",
    "import { fchownSync as give } from 'node:fs';",
    'await handle.chown(0, 0);',
    "const argv = ['chown', 'root', path];",
    "exec.run({ argv: ['/usr/bin/chgrp', '--', group, path] });",
  ])('the judge sees %s', (text) => {
    expect(lookInto('x.ts', text).owners).toBe(1);
  });

  test('the judge does not see words about it', () => {
    expect(lookInto('x.ts', "const words = 'give it back with: sudo chown -Rh eve:'; // chown").owners).toBe(0);
  });
});

/**
 * A name from data (a disk, an archive, what a command said, a record) is one safe part of a path, by `isSafeName` in
 * `src-shared/safe-name.ts`. Whether a name comes from data cannot be told from the text of a program: what is called a name here is what
 * is named like one (`dataNames`), and it is looked for only where a path is joined. A file that has `isSafeName` is believed. Facts are
 * left out: they read through `target.files`, which leaves no system, and what they have read is joined elsewhere.
 */
describe('names in paths', () => {
  const listed = 'as its folder lists it';
  const compared = 'words to compare with, or for people: no path is opened by them';
  const ours = 'a name that our own code gives';
  const known: Readonly<Record<string, string>> = {
    'src-main/adapters/block-devices.ts': 'a device, as the kernel names it',
    'src-main/adapters/browser.ts': listed,
    'src-main/adapters/disk-world.ts': listed,
    'src-main/adapters/protected-path.ts': listed,
    'src-main/adapters/record-files.ts': `${listed}; ids by safeId`,
    'src-main/adapters/run-folder.ts': `${listed}; backups by safeName`,
    'src-main/adapters/run-with-input.ts': ours,
    'src-main/adapters/save-data.ts': listed,
    'src-main/adapters/scripts.ts': 'of our own manifest',
    'src-main/adapters/space-counter.ts': listed,
    'src-main/adapters/spawn-exec.ts': ours,
    'src-main/adapters/worker-install.ts': 'of our own build',
    'src-main/adapters/store-folder.ts': `${ours}; ids by safeId, backups by safeName`,
    'src-main/core/disks/opened.ts': compared,
    'src-main/core/disks/private-dev.ts': 'checked by openDisk',
    'src-main/core/disks/unlock.ts': compared,
    'src-main/core/repair/progress.ts': compared,
    'src-main/core/repair/steps/delete.ts': compared,
    'src-main/core/repair/steps/device-bytes.ts': ours,
    'src-main/core/repair/steps/device.ts': ours,
    'src-main/core/repair/steps/move-aside.ts': 'a run of the store, and the last part of the path that is moved',
    'src-main/core/repair/steps/packages.ts': 'of the journal, read by the programs of the system that it is of',
    'src-main/core/repair/steps/tree.ts': ours,
    'src-main/core/report/work.ts': compared,
    'src-main/core/routines/linux/any-alternatives-dangling.ts': listed,
    'src-main/core/routines/linux/any-big-logs.ts': ours,
    'src-main/core/routines/linux/any-user-cache-clean.ts': compared,
    'src-main/core/routines/linux/deb-dpkg-interrupted.ts': ours,
    'src-main/hosts/electron/programs.ts': ours,
    'src-main/hosts/pages.ts': listed,
  };
  const joining = found.filter(({ file, names, guarded }) => names.length > 0 && !guarded && !file.startsWith('src-main/core/facts/'));

  test('are safe, or it is known where they come from', () => {
    const strange = joining.filter(({ file }) => !Object.hasOwn(known, file)).map(({ file, names }) => `${file}: ${names.join(', ')}`);
    expect(strange, 'use isSafeName of src-shared/safe-name.ts, or say here where the names come from').toEqual([]);
  });

  test('what is excused is still there', () => {
    expect(Object.keys(known).filter((excused) => !joining.some(({ file }) => file === excused))).toEqual([]);
  });

  test.each([
    ["import { posix } from 'node:path'; posix.join(to, profile.name);", ['name']],
    ["import { join } from 'node:path'; join(folder, 'x', user);", ['user']],
    ["import { join } from 'node:path'; join(folder, `${id}.json`);", ['id']],
    ['const at = `/home/${account.user}/x`;', ['user']],
    ["import { join } from 'node:path'; join(name, 'x'); join(folder, 'x'); lines.join(name);", []],
    ['const words = `${name}: ${user}`;', []],
  ])('the judge on %s', (text, names) => {
    expect(lookInto('x.ts', text).names).toEqual(names);
  });
});

type Node = { readonly type?: string } & Readonly<Record<string, unknown>>;

/** How often a file changes an owner, the names that it joins into paths, and whether it knows of safe ones. */
function lookInto(file: string, text: string): { owners: number; names: string[]; guarded: boolean } {
  const names: string[] = [];
  let owners = 0;
  let guarded = false;
  const joins = new Set<string>();
  JSON.stringify(parseSync(file, text).program, (_key, value: unknown) => {
    if (typeof value === 'bigint') return null;
    const node = (value ?? {}) as Node;
    if (node.type === 'ImportDeclaration' && (node['source'] as Node)['value'] === 'node:path')
      for (const specifier of node['specifiers'] as Node[]) {
        const imported = nameOf(specifier['imported']);
        if (imported === 'join' || imported === 'resolve') joins.add(nameOf(specifier['local']));
      }
    if (node.type === 'ImportSpecifier') {
      if (isOwnerCall(nameOf(node['imported']))) owners += 1;
      if (nameOf(node['imported']) === 'isSafeName') guarded = true;
    }
    if (node.type === 'CallExpression') {
      const callee = node['callee'] as Node;
      if (callee.type === 'MemberExpression' && isOwnerCall(nameOf(callee))) owners += 1;
      if (isJoin(callee, joins)) names.push(...(node['arguments'] as Node[]).slice(1).flatMap(partsOf));
    }
    if (node.type === 'ArrayExpression' && isOwnerProgram((node['elements'] as (Node | null)[])[0])) owners += 1;
    if (node.type === 'TemplateLiteral') names.push(...namesBehindSlash(node));
    return value;
  });
  return { owners, names: [...new Set(names)], guarded };
}

function isOwnerCall(name: string): boolean {
  return /^[lf]?chown(Sync)?$/.test(name);
}

function isOwnerProgram(node: Node | null | undefined): boolean {
  return node?.type === 'Literal' && /^(\/.*\/)?(chown|chgrp)$/.test(String(node['value']));
}

function isJoin(callee: Node, joins: ReadonlySet<string>): boolean {
  if (callee.type === 'Identifier') return joins.has(nameOf(callee));
  const object = callee.type === 'MemberExpression' ? nameOf(callee['object']) : '';
  return (object === 'posix' || object === 'path') && ['join', 'resolve'].includes(nameOf(callee));
}

/** Of an identifier, a member or a literal import: what it is called. */
function nameOf(value: unknown): string {
  const node = (value ?? {}) as Node;
  if (node.type === 'MemberExpression') return node['computed'] === true ? '' : nameOf(node['property']);
  return node.type === 'Identifier' && typeof node['name'] === 'string' ? node['name'] : '';
}

/** The names that an argument of a join consists of; those of a template are seen where it stands. */
function partsOf(node: Node): string[] {
  if (node.type === 'TemplateLiteral') return (node['expressions'] as Node[]).map(nameOf).filter(isDataName);
  return [nameOf(node)].filter(isDataName);
}

function namesBehindSlash(node: Node): string[] {
  const before = (node['quasis'] as { value: { raw: string } }[]).map(({ value }) => value.raw);
  return (node['expressions'] as Node[])
    .flatMap((expression, index) => (before[index]?.endsWith('/') === true ? [nameOf(expression)] : []))
    .filter(isDataName);
}

function isDataName(name: string): boolean {
  return dataNames.includes(name);
}
