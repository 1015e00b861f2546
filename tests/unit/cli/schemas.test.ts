import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { documentSchemas } from '../../../src-shared/contract/documents.js';
import { cli } from './in-process.js';

/*
 * The schemas of all documents are a promise to scripts. A document may be given more (a new optional or required member, a new
 * kind of event, another value of an enumeration that readers must ignore); nothing may be taken away or change its meaning within
 * a version.
 *
 * If this test fails: look at the difference. Is something taken away, renamed or of another type, then it breaks scripts: do not
 * do it, or raise `v`. Is something only added, accept it with
 *
 *   UPDATE_SCHEMAS=1 node_modules/.bin/vitest run tests/unit/cli/schemas.test.ts
 *
 * and commit the changed files in tests/fixtures/schemas with the reason.
 */
const folder = fileURLToPath(new URL('../../fixtures/schemas', import.meta.url));
const golden = (name: string): string => join(folder, `${name}.json`);

test.each(Object.keys(documentSchemas))('the schema of %s is what was promised', async (name) => {
  const { code, out } = await cli('schema', name);
  expect(code).toBe(0);
  if (process.env['UPDATE_SCHEMAS'] === '1') writeFileSync(golden(name), out);
  expect(JSON.parse(out), 'see the head of this file for what to do').toEqual(JSON.parse(readFileSync(golden(name), 'utf8')));
});

test('no promised document is gone', () => {
  const promised = readdirSync(folder).map((file) => file.replace('.json', ''));
  expect(Object.keys(documentSchemas).toSorted()).toEqual(promised.toSorted());
});

test('whatever is accepted: every member that was promised is still there, with its type', () => {
  for (const name of Object.keys(documentSchemas)) {
    const missing = lost(JSON.parse(readFileSync(golden(name), 'utf8')), JSON.parse(JSON.stringify(documentSchemas[name])), name);
    expect(missing).toEqual([]);
  }
});

test('a member that is taken away, renamed or retyped is noticed; one that is added is not', () => {
  const before = { type: 'object', required: ['a'], properties: { a: { type: 'string' } } };
  expect(lost(before, { ...before, properties: { a: { type: 'string' }, b: {} } }, 'x')).toEqual([]);
  expect(lost(before, { ...before, properties: { b: { type: 'string' } } }, 'x')).toEqual(['x.properties.a']);
  expect(lost(before, { ...before, properties: { a: { type: 'number' } } }, 'x')).toEqual(['x.properties.a.type']);
  expect(lost({ enum: ['a', 'b'] }, { enum: ['b', 'c', 'a'] }, 'x')).toEqual([]);
  expect(lost({ enum: ['a', 'b'] }, { enum: ['a'] }, 'x')).toEqual(['x.enum["b"]']);
});

/** Paths of what `before` has and `now` has not, or otherwise. Lists are compared as sets. */
function lost(before: unknown, now: unknown, path: string): string[] {
  if (Array.isArray(before)) {
    const list = Array.isArray(now) ? (now as unknown[]) : [];
    return before.flatMap((entry: unknown) =>
      list.some((other) => lost(entry, other, '').length === 0) ? [] : [`${path}${JSON.stringify([entry]).slice(0, 80)}`],
    );
  }
  if (before !== null && typeof before === 'object') {
    if (now === null || typeof now !== 'object') return [path];
    return Object.entries(before).flatMap(([key, member]) =>
      Object.hasOwn(now, key) ? lost(member, (now as Record<string, unknown>)[key], `${path}.${key}`) : [`${path}.${key}`],
    );
  }
  return before === now ? [] : [path];
}

test('every document that a command prints with --json has a schema', () => {
  const commands = fileURLToPath(new URL('../../../src-main/hosts/cli', import.meta.url));
  const sources = readdirSync(commands, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const printed = sources.flatMap((file) =>
    [...readFileSync(join(commands, file), 'utf8').matchAll(/document\(\{ v: 1, type: '([a-z-]+)'/g)].map((match) => match[1] ?? ''),
  );
  const events = JSON.stringify(documentSchemas['event']);
  expect(printed.length).toBeGreaterThan(5);
  expect(printed.filter((type) => !(type in documentSchemas) && !events.includes(`"${type}"`))).toEqual([]);
});
