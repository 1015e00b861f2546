import { expect, test } from 'vitest';
import { AppError } from '../../src-shared/errors.js';
import { connect } from '../../src-shared/wire/index.js';
import { logLimits, wireContract } from './wire-fixture.js';
import { failsWith, listen, pause, take, until } from './wire-raw.js';
import type { Bench } from './wire-suite.js';

/** What is asked is answered, in order, and never faster than it is taken. */
export function answerCases(bench: () => Bench): void {
  test('a call is answered', async () => {
    const { client } = bench();
    expect(await client['echo.say']({ text: 'grüße 𝄞\n"' })).toEqual({ text: 'grüße 𝄞\n"' });
    const many = Array.from({ length: 100 }, (_, n) => client['echo.say']({ text: `${n}` }));
    // More than may be open at once; those that are answered are all answered to the right caller.
    for (const [n, answer] of (await Promise.allSettled(many)).entries()) {
      if (answer.status === 'fulfilled') expect(answer.value).toEqual({ text: `${n}` });
      else expect(answer.reason).toMatchObject({ code: 'busy' });
    }
  });

  test('a call is one frame each way', async () => {
    const { client, rig } = bench();
    const { frames } = listen(rig.port);
    await client['echo.say']({ text: 'a' });
    await client['echo.say']({ text: 'b' });
    expect(frames.map((frame) => frame.op)).toEqual(['end', 'end']);
  });

  test('a stream gives every item once, in order, in batches', async () => {
    const { client, rig } = bench();
    const { frames } = listen(rig.port);
    const items = await take(client['number.count']({ upTo: 1000 }));
    expect(items).toEqual(Array.from({ length: 1000 }, (_, n) => n + 1));
    expect(frames.length).toBeLessThan(100);
  });

  test('an item that is ready does not wait for the next one', async () => {
    const { client } = bench();
    // Its second item never comes.
    expect(await take(client['number.ask']({ text: '' }), 1)).toEqual([1]);
  });

  test('each iteration of a stream is a stream of its own', async () => {
    const twice = bench().client['number.count']({ upTo: 3 });
    expect([...(await take(twice)), ...(await take(twice))]).toEqual([1, 2, 3, 1, 2, 3]);
  });

  test('the producer is never ahead by more than the credit', async () => {
    const { rig } = bench();
    const credit = 16;
    const client = connect(wireContract, rig.port, { credit });
    let taken = 0;
    const ahead = async (): Promise<number> => (await rig.probe['probe.state']({})).pulls - taken;
    for await (const _ of client['number.count']({ upTo: 1_000_000 })) {
      taken += 1;
      if (taken % 5 === 1) {
        await until(async () => (await ahead()) >= credit / 2 - 1);
        // Time to go too far.
        await pause(10);
        expect(await ahead()).toBeLessThanOrEqual(credit);
      }
      if (taken === 60) break;
    }
  });

  test('a watcher that is too slow is dropped, and resumes by seq without loss or duplicate', async () => {
    const { rig } = bench();
    const client = connect(wireContract, rig.port, { credit: 8 });
    const push = (count: number) => rig.probe['probe.push']({ count });
    const seen: number[] = [];
    let drops = 0;
    let rounds = 0;
    await push(500);
    for (let done = false; !done;) {
      try {
        for await (const { seq } of client['run.watch']({ fromSeq: (seen.at(-1) ?? 0) + 1 })) {
          seen.push(seq);
          if (seq % 100 !== 0 || rounds === 5) continue;
          rounds += 1;
          await push(logLimits.maxBehind * 3);
          if (rounds === 5) await rig.probe['probe.end']({});
        }
        done = true;
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        expect(error).toMatchObject({ code: 'lagging', hint: expect.stringContaining('watch again') });
        drops += 1;
      }
    }
    expect(drops).toBeGreaterThanOrEqual(1);
    expect(seen).toEqual(Array.from({ length: 500 + 5 * logLimits.maxBehind * 3 }, (_, n) => n + 1));
  });

  test('an expected failure arrives with its code, message and hint', async () => {
    const error = await failsWith(bench().client['fail.expected']({}), 'no-space');
    expect(error).toMatchObject({ message: 'the disk is full', hint: 'make room' });
  });
}
