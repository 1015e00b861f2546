import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { allFacts } from '../../../src-main/core/facts/index.js';
import { commandReaders } from '../../../src-main/core/repair/steps/command-readers.js';
import { inOrder } from '../../../src-main/core/repair/order.js';
import { catalogue } from '../../../src-main/core/routines/catalogue.js';
import { allRoutines } from '../../../src-main/core/routines/index.js';

const ids = allRoutines.map((routine) => routine.id);
const folder = (path: string): string[] => readdirSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)));

test('ids are unique and can be typed', () => {
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of [...ids, ...allFacts.map((fact) => fact.id)]) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  expect(new Set(allFacts.map((fact) => fact.id)).size).toBe(allFacts.length);
  // A name on the command line is a fact or a routine.
  expect(ids.filter((id) => allFacts.some((fact) => fact.id === id))).toEqual([]);
});

test('every file of the catalogue is in it, under its own name', () => {
  for (const os of ['linux', 'windows', 'macos'] as const) {
    const files = folder('src-main/core/routines').includes(os) ? folder(`src-main/core/routines/${os}`) : [];
    const named = files.filter((file) => /^(any|deb|rpm|arch|win|mac)-.*\.ts$/.test(file)).map((file) => file.replace('.ts', ''));
    for (const id of named) expect(ids).toContain(id);
  }
});

test.each(allRoutines)('$id is whole', (routine) => {
  expect(routine.reads.filter((id) => !allFacts.some((fact) => fact.id === id))).toEqual([]);
  expect(routine.reads.length).toBeGreaterThan(0);
  expect(routine.after.filter((id) => !ids.includes(id) || id === routine.id)).toEqual([]);
  expect(routine.source.trim()).not.toBe('');
  expect(routine.os.length).toBeGreaterThan(0);
  expect(routine.touches.length).toBeGreaterThan(0);
  expect(routine.title.trim()).not.toBe('');
  expect(routine.title.length).toBeLessThanOrEqual(80);
  expect(routine.explains.length).toBeGreaterThan(40);
  expect(routine.explains).not.toMatch(/[<>{}]/);
  for (const param of Object.values(routine.params)) {
    if (param.type === 'number') expect(param.default).toBeGreaterThanOrEqual(param.min);
    if (param.type === 'choice') expect(param.choices).toContain(param.default);
  }
});

test.each(allRoutines.filter((routine) => routine.confirmed === 'lab' && routine.os.includes('linux')))(
  '$id, confirmed by a lab, has its case',
  ({ id }) => {
    expect(folder('tests/labs/linux/cases')).toContain(`${id}.ts`);
  },
);

test('`after` has no circle: every routine stands after all that it names', () => {
  const order = inOrder(allRoutines).map((routine) => routine.id);
  for (const routine of allRoutines) for (const id of routine.after) expect(order.indexOf(id)).toBeLessThan(order.indexOf(routine.id));
});

test('a routine that knows nothing is never healthy and plans nothing', () => {
  for (const code of [
    'needs-elevation',
    'timed-out',
    'unexpected-output',
    'failed',
    'missing-tool',
    'not-asked',
    'failing-disk',
  ] as const) {
    const facts = Object.fromEntries(
      allFacts.map(({ id }) => [id, { known: false as const, code, reason: 'not read', cure: '' }]),
    ) as never;
    for (const routine of catalogue.routines) {
      const diagnosis = routine.diagnose(facts);
      expect(['unknown', 'not-applicable'], `${routine.id} with ${code}`).toContain(diagnosis.outcome);
    }
  }
});

test('readers that steps may name exist', () => {
  expect(Object.keys(commandReaders)).toEqual(expect.arrayContaining(['exit-code', 'dpkg']));
});
