import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { ndjsonPort } from '../../src-main/adapters/ndjson-port.js';
import { engineContract, type EngineContract } from '../../src-shared/contract/engine.js';
import { AppError } from '../../src-shared/errors.js';
import { serve, type Handlers } from '../../src-shared/wire/index.js';
import { until } from './wire-raw.js';

/*
 * What can be written into the pipe of a worker of root: its own verbs, with inputs that are right, nearly right and anything else. The
 * worker itself is asked by the lab (rights-forged-frames).
 */

const run = '20260101-000000-abcdef';
const right: Readonly<Record<string, object>> = {
  'engine.hello': {},
  'engine.unmount': {},
  'engine.mount': { device: '/dev/sda1', write: false },
  'engine.facts': { cost: 'default', root: '/' },
  'engine.plan': { selection: [{ routine: 'any-hosts-hijack' }], params: {}, accept: [], root: '/' },
  'engine.run': { digest: '0'.repeat(64), run },
  'engine.cancel': { run },
  'engine.undo': { run, preview: false, overwrite: [], warned: [], root: '/' },
  'engine.recover': { run, root: '/' },
  'engine.verify': { run, root: '/' },
  'engine.history': { check: true, root: '/' },
  'engine.quarantine': { op: 'list', root: '/' },
};
const names = Object.keys(engineContract) as (keyof EngineContract)[];

const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('../../etc', `${run}/..`, -1, 1e300, '', [], {}, null));
const field = fc.constantFrom('run', 'root', 'selection', 'digest', 'op', 'id', '__proto__', 'more');

/** A frame for a verb of which each part is mostly right: of the input one field is something else, or there is one too many. */
function frameFor(name: string): fc.Arbitrary<{ op: unknown; id: unknown; name: unknown; input: unknown; credit: unknown }> {
  const mostly = (usual: fc.Arbitrary<unknown>, odd: fc.Arbitrary<unknown> = value): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 8, arbitrary: usual }, { weight: 1, arbitrary: odd });
  const spoiled = fc.tuple(field, value).map(([key, wrong]) => ({ ...right[name], [key]: wrong }));
  return fc.record({
    op: mostly(fc.constant('open'), fc.constantFrom('more', 'close', 'items', 'fail', 'exec', '')),
    id: mostly(fc.nat(1_000_000_000)),
    name: mostly(fc.constant(name), fc.constantFrom('__proto__', 'toString', '', ...names)),
    input: fc.oneof(spoiled, spoiled, value, fc.constant(right[name])),
    credit: mostly(fc.integer({ min: 1, max: 1024 })),
  });
}

test('every verb has a right input here', () => {
  expect(names.filter((name) => !Value.Check(engineContract[name].input, right[name]))).toEqual([]);
});

test('100,000 frames: a verb is reached by right inputs alone, nothing breaks, and the worker answers on', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const reached = new Map<string, number>();
  const wrong: unknown[] = [];
  const handlers = Object.fromEntries(
    names.map((name) => [
      name,
      (given: unknown) => {
        reached.set(name, (reached.get(name) ?? 0) + 1);
        if (!Value.Check(engineContract[name].input, given)) wrong.push([name, given]);
        throw new AppError('not-found', 'nothing is there');
      },
    ]),
  ) as unknown as Handlers<EngineContract>;
  const internal: unknown[] = [];
  serve(engineContract, handlers, ndjsonPort(input, output), { onInternalError: (_id, error) => internal.push(error) });
  let answered = 0;
  let said = '';
  output.on('data', (chunk: Buffer) => {
    const text = chunk.toString();
    answered += text.split('\n').length - 1;
    said = `${said}${text}`.slice(-1000);
  });

  const seed = Date.now() % 1_000_000;
  // Each frame is put together of two that were made beforehand: ten times as fast as a new one each time.
  const pieces = fc.sample(fc.constantFrom(...names).chain(frameFor), { numRuns: 4000, seed });
  const garbage = fc.sample(fc.string(), { numRuns: 500, seed });
  const at = fc.nat(pieces.length - 1);
  let written = 0;
  for (const [first, second, odd] of fc.sample(fc.tuple(at, at, fc.nat(40)), { numRuns: 100_000, seed })) {
    const made = { ...pieces[first], id: pieces[second]?.id, credit: pieces[second]?.credit };
    input.write(`${odd === 0 ? (garbage[first % garbage.length] ?? '') : JSON.stringify(made)}\n`);
    written += 1;
    // So that calls end, and not all others are refused as too many at once.
    if (written % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const last = 2_000_000_000;
  input.write(`${JSON.stringify({ op: 'open', id: last, name: 'engine.hello', input: {}, credit: 1 })}\n`);
  await until(() => said.includes(`"id":${last}`));

  expect({ seed, wrong, internal }).toEqual({ seed, wrong: [], internal: [] });
  expect([...reached.keys()].toSorted(), `seed ${seed}`).toEqual(names.toSorted());
  expect(answered, `seed ${seed}`).toBeGreaterThan(50_000);
});
