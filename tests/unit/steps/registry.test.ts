import { expect, test } from 'vitest';
import type { StepBody, StepOf } from '../../../src-shared/contract/step.js';
import { executorOf, journaledBody } from '../../../src-main/core/repair/steps/index.js';
import { applied } from '../../fakes/fake-context.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const at = 'hkcu\\software\\x\\name';
const value = (type: number, bytes: Uint8Array) => ({ type, dataBase64: Buffer.from(bytes).toString('base64') });
const utf16 = (text: string): Uint8Array => Buffer.from(`${text}\0`, 'utf16le');
const step = (wanted: StepOf<'registry'>['value']): StepBody => ({
  kind: 'registry',
  scope: 'user',
  title: 't',
  key: 'HKCU\\Software\\X',
  name: 'Name',
  value: wanted,
});

const kinds: readonly [string, ReturnType<typeof value> | null][] = [
  ['absent', null],
  ['REG_NONE, empty', value(0, new Uint8Array())],
  ['REG_NONE with bytes', value(0, Buffer.from([0, 255, 1]))],
  ['REG_SZ, empty', value(1, new Uint8Array())],
  ['REG_SZ without its end', value(1, Buffer.from('ab', 'utf16le'))],
  ['REG_SZ, not ASCII', value(1, utf16('Größe \u{1f600} ключ'))],
  ['REG_EXPAND_SZ', value(2, utf16('%SystemRoot%'))],
  ['REG_BINARY', value(3, Buffer.from([1, 2, 3]))],
  ['REG_DWORD', value(4, Buffer.from([1, 0, 0, 0]))],
  ['REG_MULTI_SZ, odd length', value(7, Buffer.from([65, 0, 66]))],
  ['REG_QWORD', value(11, Buffer.alloc(8))],
];

for (const [was, before] of kinds)
  test.each(kinds)(`${was} -> %s, and back with type and every byte`, async (_kind, wanted) => {
    const world = createFakeWorld();
    if (before) world.registry.values.set(at, before);
    const done = await applied(world, step(wanted));
    expect(world.registry.values.get(at) ?? null).toEqual(wanted);
    expect(await done.restore()).toBe('restored');
    expect(world.registry.values.get(at) ?? null).toEqual(before);
  });

test('the journal keeps no data of the new value', () => {
  const body = journaledBody(step(value(1, utf16('secret'))));
  expect(body).toMatchObject({ value: { type: 1, dataBase64: '' } });
});

test('two spellings of a key are the same object', () => {
  const upper = step(null);
  const lower = { ...upper, key: 'hkcu\\SOFTWARE\\x', name: 'NAME' } as StepBody;
  expect(executorOf(upper).objects(upper)).toEqual(executorOf(lower).objects(lower));
});

test('a system without a registry says so', async () => {
  const world = createFakeWorld();
  const target = { ...(await world.ports.target({ root: '/' })), registry: null };
  await expect(executorOf(step(null)).observe(step(null), target)).rejects.toMatchObject({ code: 'unsupported' });
});
