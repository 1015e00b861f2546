import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { connect } from '../../src-shared/wire/index.js';
import { wireContract } from './wire-fixture.js';
import { failsWith, listen, pause, spied, take, until } from './wire-raw.js';
import type { Bench } from './wire-suite.js';

/** Every way in which a call ends before its answer: nobody hangs, and nothing is left running at the other side. */
export function endingCases(bench: () => Bench): void {
  const state = () => bench().rig.probe['probe.state']({});

  test('a signal cancels a call and its handler', async () => {
    const cancelling = new AbortController();
    const answer = bench().client['wait.call']({}, cancelling.signal);
    await until(async () => (await state()).handled === 1);
    cancelling.abort();
    await failsWith(answer, 'cancelled');
    await until(async () => (await state()).aborted === 1);
  });

  test('a signal cancels a stream, and what was not taken is dropped', async () => {
    const cancelling = new AbortController();
    const numbers = bench().client['number.count']({ upTo: 1_000_000 }, cancelling.signal)[Symbol.asyncIterator]();
    expect(await numbers.next()).toEqual({ done: false, value: 1 });
    cancelling.abort();
    await failsWith(numbers.next(), 'cancelled');
    expect(await numbers.next()).toEqual({ done: true, value: undefined });
    await until(async () => (await state()).cleanedUp === 1);
  });

  test('a signal that is already aborted sends nothing', async () => {
    const { rig } = bench();
    const port = spied(rig.port);
    await failsWith(connect(wireContract, port)['echo.say']({ text: '' }, AbortSignal.abort()), 'cancelled');
    expect(port.posted).toEqual([]);
  });

  test('a signal that is aborted after the answer sends nothing more', async () => {
    const port = spied(bench().rig.port);
    const late = new AbortController();
    await connect(wireContract, port)['echo.say']({ text: '' }, late.signal);
    expect(getEventListeners(late.signal, 'abort')).toEqual([]);
    late.abort();
    expect(port.posted.map((frame) => frame.op)).toEqual(['open']);
  });

  test('leaving the loop closes the stream at the other side', async () => {
    await take(bench().client['number.count']({ upTo: 1_000_000 }), 3);
    await until(async () => (await state()).cleanedUp === 1);
    const { pulls } = await state();
    await pause(20);
    expect((await state()).pulls).toBe(pulls);
  });

  test('leaving while an item is waited for ends the waiting and the handler', async () => {
    const asking = bench().client['number.ask']({ text: '' })[Symbol.asyncIterator]();
    await asking.next();
    const waiting = asking.next();
    await asking.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    await until(async () => (await state()).aborted === 1);
  });

  test('closing the Port ends calls and views with `closed`, but not the run', async () => {
    const { client, rig } = bench();
    await client['run.start']({ steps: 40 });
    const views = [take(client['run.watch']({ fromSeq: 1 })), client['wait.call']({}), take(client['number.ask']({ text: '' }))];
    await until(async () => (await state()).handled === 4);
    rig.port.close();
    for (const view of views) await failsWith(view, 'closed');
    await failsWith(client['echo.say']({ text: 'later' }), 'closed');
    await failsWith(take(client['number.count']({ upTo: 1 })), 'closed');

    // Every view's signal was aborted while the run was still under way, and it went on to its end.
    await until(async () => (await state()).aborted === 3);
    expect((await state()).runsFinished).toBe(0);
    await rig.probe['probe.finish']({});
    await until(async () => (await state()).runsFinished === 1);
    expect(await state()).toMatchObject({ stepsDone: 40, internalErrors: [] });
  });

  test('what arrived before the closing can still be taken', async () => {
    const { client, rig } = bench();
    const { frames } = listen(rig.port);
    const numbers = client['number.count']({ upTo: 1_000_000 })[Symbol.asyncIterator]();
    await numbers.next();
    await until(() => frames.flatMap(({ items }) => items ?? []).length > 1);
    rig.port.close();
    expect(await numbers.next()).toEqual({ done: false, value: 2 });
  });

  test('the other side going away ends calls and views with `closed`', async () => {
    const { client, rig } = bench();
    const view = take(client['number.ask']({ text: '' }));
    const answer = client['wait.call']({});
    await until(async () => (await state()).handled === 2);
    rig.cut();
    await Promise.all([failsWith(view, 'closed'), failsWith(answer, 'closed')]);
    await failsWith(client['echo.say']({ text: 'later' }), 'closed');
  });
}
