import fc from 'fast-check';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { call, connect } from '../../src-shared/wire/index.js';
import { secret, serverLimits, wireContract } from './wire-fixture.js';
import { failsWith, listen, spied, take, until } from './wire-raw.js';
import type { Bench } from './wire-suite.js';

/** What is not right is refused, alone: it harms no other call, reaches no handler and tells nothing it should not. */
export function refusalCases(bench: () => Bench): void {
  const state = () => bench().rig.probe['probe.state']({});
  const open = { op: 'open', credit: 8, input: {} };

  test('wrong input is refused with the first wrong place', async () => {
    const { client } = bench();
    const number = await failsWith(client['echo.say']({ text: 5 } as never), 'bad-input');
    expect(number.message).toBe('echo.say: wrong input at /text');
    const deep = await failsWith(client['echo.deep']({ a: { b: [1, 2, 'x'] } } as never), 'bad-input');
    expect(deep.message).toContain('/a/b/2');
    const missing = await failsWith(client['echo.deep']({ a: {} } as never), 'bad-input');
    expect(missing.message).toContain('/a/b');
    await failsWith(take(client['number.count']({ upTo: 'all' } as never)), 'bad-input');
    expect((await state()).handled).toBe(0);
  });

  test('an unknown call is refused', async () => {
    const newer = connect({ 'echo.shout': call(Type.Object({}), Type.Null()) }, bench().rig.port);
    expect((await failsWith(newer['echo.shout']({}), 'unknown-call')).message).toContain('echo.shout');
  });

  test('names every object inherits are unknown calls', async () => {
    const { port } = bench().rig;
    const { reply } = listen(port);
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];
    for (const [n, name] of names.entries()) {
      port.post({ ...open, id: 1000 + n, name });
      expect(await reply(1000 + n)).toMatchObject({ op: 'fail', error: { code: 'unknown-call' } });
    }
    expect((await state()).handled).toBe(0);
  });

  test('malformed frames: answered if they have an id, ignored if not', async () => {
    const { rig, client } = bench();
    const { frames, reply } = listen(rig.port);
    const anonymous = [null, 7, 'open', [], {}, { op: 'open' }, { ...open, name: 'echo.say' }, { ...open, name: 'echo.say', id: 'x' }];
    for (const frame of [...anonymous, { id: -1 }, { id: 1.5 }, { id: {} }]) rig.port.post(frame);
    await client['echo.say']({ text: '' });
    expect(frames.filter((frame) => frame.op !== 'end')).toEqual([]);

    const named = [{}, { op: 'dance' }, { ...open, name: 5 }, { ...open, name: 'echo.say', credit: 0 }, { ...open, name: 'x'.repeat(101) }];
    for (const [n, frame] of named.entries()) {
      rig.port.post({ ...frame, id: 2000 + n });
      expect(await reply(2000 + n)).toMatchObject({ op: 'fail', error: { code: 'bad-input' } });
    }
  });

  test('replies are not requests: no answer, so two sides can never echo each other for ever', async () => {
    const { rig, client } = bench();
    const { withId } = listen(rig.port);
    const error = { code: 'internal', message: '' };
    for (const op of ['items', 'end', 'fail', 'refused']) rig.port.post({ op, id: 3000, items: [], error });
    rig.port.post({ op: 'fail', id: 3000 });
    await client['echo.say']({ text: '' });
    expect(withId(3000)).toEqual([]);
  });

  test('a duplicate id is refused and the call that has it goes on', async () => {
    const { port } = bench().rig;
    const { reply } = listen(port);
    const count = { ...open, id: 4000, name: 'number.count', input: { upTo: 1000 }, credit: 2 };
    port.post(count);
    expect(await reply(4000)).toMatchObject({ op: 'items', items: [1, 2] });
    port.post(count);
    expect(await reply(4000, 2)).toMatchObject({ op: 'refused', error: { code: 'bad-input' } });
    port.post({ op: 'more', id: 4000, credit: 'much' });
    expect(await reply(4000, 3)).toMatchObject({ op: 'refused', error: { code: 'bad-input' } });
    port.post({ op: 'more', id: 4000, credit: 3 });
    expect(await reply(4000, 4)).toMatchObject({ op: 'items', items: [3, 4, 5] });
    expect((await state()).handled).toBe(1);
  });

  test('a refusal about a running call does not end it at the client either', async () => {
    const { port } = bench().rig;
    const { withId } = listen(port);
    const numbers = bench().client['number.count']({ upTo: 200 })[Symbol.asyncIterator]();
    await numbers.next();
    port.post({ ...open, id: 1, name: 'number.count', input: { upTo: 5 } });
    await until(() => withId(1).some((frame) => frame.op === 'refused'));
    expect((await take({ [Symbol.asyncIterator]: () => numbers })).at(-1)).toBe(200);
  });

  test('no more calls are open at once than allowed', async () => {
    const { client } = bench();
    const cancelling = new AbortController();
    const waiting = Array.from({ length: serverLimits.maxOpen }, () => client['wait.call']({}, cancelling.signal));
    await failsWith(client['echo.say']({ text: '' }), 'busy');
    cancelling.abort();
    for (const answer of waiting) await failsWith(answer, 'cancelled');
    // A place is free when the handler has stopped, which may be a moment after its caller has gone.
    await until(() =>
      client['echo.say']({ text: '' }).then(
        () => true,
        () => false,
      ),
    );
  });

  test('too large an input is refused: here before it is sent, there if it was', async () => {
    const { rig, client } = bench();
    const large = { text: 'x'.repeat(serverLimits.maxFrameBytes) };
    const port = spied(rig.port);
    await failsWith(connect(wireContract, port, serverLimits)['echo.say'](large), 'frame-too-large');
    expect(port.posted).toEqual([]);
    await failsWith(client['echo.say'](large), 'frame-too-large');
    // Bytes count, not characters: an umlaut is two.
    await failsWith(client['echo.say']({ text: 'ü'.repeat(serverLimits.maxFrameBytes / 2) }), 'frame-too-large');
    expect((await state()).handled).toBe(0);
    expect(await client['echo.say']({ text: 'still here' })).toEqual({ text: 'still here' });
  });

  test('too large an answer fails its call alone, at whichever side has the lower limit', async () => {
    const { rig, client } = bench();
    await failsWith(client['big.answer']({ bytes: serverLimits.maxFrameBytes }), 'frame-too-large');
    const items: string[] = [];
    const stream = async (): Promise<void> => {
      for await (const item of client['big.item']({ bytes: serverLimits.maxFrameBytes })) items.push(item);
    };
    await failsWith(stream(), 'frame-too-large');
    expect(items).toEqual(['small']);

    const narrow = connect(wireContract, spied(rig.port), { maxFrameBytes: 4096 });
    await failsWith(narrow['big.answer']({ bytes: 5000 }), 'frame-too-large');
    expect(await client['big.answer']({ bytes: 5000 })).toHaveLength(5000);
  });

  test('a bug in a handler is reported where it happened and leaks nothing', async () => {
    const { client, rig } = bench();
    const { frames } = listen(rig.port);
    const errors = [
      await failsWith(client['fail.bug']({}), 'internal'),
      await failsWith(client['fail.wrapped']({}), 'internal'),
      await failsWith(take(client['fail.late']({})), 'internal'),
    ];
    const { internalErrors } = await state();
    expect(internalErrors.map((error) => error.message)).toEqual([secret, secret, secret]);
    expect(errors.map((error) => error.message)).toEqual(internalErrors.map((error) => `internal error ${error.id}`));
    expect(frames.flatMap((frame) => frame.items ?? [])).toEqual([1, 2]);
    expect(JSON.stringify(frames)).not.toMatch(/hunter2|secret|\.ts|stack/);
  });

  test('an answer that does not fit the contract fails the call and closes it at the other side', async () => {
    const { client } = bench();
    expect((await failsWith(client['hostile.answer']({}), 'internal')).message).toContain('/ok');
    const items: number[] = [];
    const stream = async (): Promise<void> => {
      for await (const item of client['hostile.item']({})) items.push(item);
    };
    await failsWith(stream(), 'internal');
    expect(items).toEqual([1, 2]);
  });

  test('10,000 random frames reach no handler and stop nothing', async () => {
    const { port } = bench().rig;
    const { reply } = listen(port);
    fc.assert(
      fc.property(randomFrame, (frame) => port.post(frame)),
      { numRuns: 10_000 },
    );
    // Frames keep their order: when this is answered, all of them have been dealt with.
    const id = 777_777_777_777;
    port.post({ ...open, id, name: 'echo.say', input: { text: 'still here' } });
    expect(await reply(id)).toEqual({ op: 'end', id, items: [{ text: 'still here' }] });
    expect(await state()).toMatchObject({ handled: 1, internalErrors: [] });
  });
}

const names = [...Object.keys(wireContract), '__proto__', 'constructor', ''];
const inputs = fc.oneof(
  fc.anything(),
  fc.record({ text: fc.anything(), upTo: fc.anything(), steps: fc.anything(), bytes: fc.anything() }, { requiredKeys: [] }),
);
const nearlyRight = fc.record(
  {
    op: fc.oneof(fc.constantFrom('open', 'more', 'close', 'items', 'fail'), fc.anything()),
    id: fc.oneof(fc.nat(50), fc.anything()),
    name: fc.oneof(fc.constantFrom(...names), fc.anything()),
    input: inputs,
    credit: fc.oneof(fc.integer({ min: -1, max: 2000 }), fc.anything()),
  },
  { requiredKeys: [] },
);

/** Anything, and frames that are nearly right; those that by chance are right are left out. */
const randomFrame = fc
  .oneof({ weight: 1, arbitrary: fc.anything() }, { weight: 4, arbitrary: nearlyRight })
  .filter((frame) => !isRight(frame));

function isRight(frame: unknown): boolean {
  const text = JSON.stringify(frame) as string | undefined;
  const sent = JSON.parse(text ?? 'null') as { op?: unknown; name?: unknown; input?: unknown } | null;
  if (sent === null || sent.op !== 'open' || typeof sent.name !== 'string' || !Object.hasOwn(wireContract, sent.name)) return false;
  return Value.Check(wireContract[sent.name as keyof typeof wireContract].input, sent.input);
}
