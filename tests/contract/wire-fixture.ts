import { Type } from 'typebox';
import { AppError } from '../../src-shared/errors.js';
import { call, createEventLog, stream, type Handlers } from '../../src-shared/wire/index.js';

const Nothing = Type.Object({});
const Seq = Type.Object({ seq: Type.Integer() });

/** What the handlers have seen and done, asked for over a second Port so that it can be known when the first is gone. */
export const State = Type.Object({
  handled: Type.Integer(),
  pulls: Type.Integer(),
  aborted: Type.Integer(),
  cleanedUp: Type.Integer(),
  stepsDone: Type.Integer(),
  runsFinished: Type.Integer(),
  internalErrors: Type.Array(Type.Object({ id: Type.String(), message: Type.String() })),
});

export const probeContract = {
  'probe.state': call(Nothing, State),
  'probe.push': call(Type.Object({ count: Type.Integer() }), Type.Null()),
  'probe.end': call(Nothing, Type.Null()),
  /** Runs do not take their last step before. */
  'probe.finish': call(Nothing, Type.Null()),
};

export const wireContract = {
  'echo.say': call(Type.Object({ text: Type.String() }), Type.Object({ text: Type.String() })),
  'echo.deep': call(Type.Object({ a: Type.Object({ b: Type.Array(Type.Number()) }) }), Type.Null()),
  'number.count': stream(Type.Object({ upTo: Type.Integer() }), Type.Integer()),
  'number.ask': stream(Type.Object({ text: Type.String() }), Type.Integer()),
  'wait.call': call(Nothing, Type.Null()),
  'run.start': call(Type.Object({ steps: Type.Integer() }), Type.Null()),
  'run.watch': stream(Type.Object({ fromSeq: Type.Integer() }), Seq),
  'fail.expected': call(Nothing, Type.Null()),
  'fail.bug': call(Nothing, Type.Null()),
  'fail.wrapped': call(Nothing, Type.Null()),
  'fail.late': stream(Nothing, Type.Integer()),
  'hostile.answer': call(Nothing, Type.Object({ ok: Type.Boolean() })),
  'hostile.item': stream(Nothing, Type.Integer()),
  'big.answer': call(Type.Object({ bytes: Type.Integer() }), Type.String()),
  'big.item': stream(Type.Object({ bytes: Type.Integer() }), Type.String()),
};

export const serverLimits = { maxFrameBytes: 64 * 1024, maxOpen: 8 };
export const logLimits = { keep: 100_000, maxBehind: 40 };
export const secret = 'password hunter2 in /home/ada/secret.ts';

/** One served application: handlers that count what reaches them, and the probe that tells. */
export function createService() {
  const state = { handled: 0, pulls: 0, aborted: 0, cleanedUp: 0, stepsDone: 0, runsFinished: 0 };
  const internalErrors: { id: string; message: string }[] = [];
  const log = createEventLog<{ seq: number }>(logLimits);
  let lastSeq = 0;
  let finish = (): void => undefined;
  const mayFinish = new Promise<void>((resolve) => (finish = resolve));

  const probe: Handlers<typeof probeContract> = {
    'probe.state': async () => ({ ...state, internalErrors }),
    'probe.push': async ({ count }) => {
      for (let i = 0; i < count; i++) log.push({ seq: ++lastSeq });
      return null;
    },
    'probe.end': async () => {
      log.end();
      return null;
    },
    'probe.finish': async () => {
      finish();
      return null;
    },
  };

  const handlers: Handlers<typeof wireContract> = {
    'echo.say': async ({ text }) => ({ text }),
    'echo.deep': async () => null,
    'number.count': async function* ({ upTo }) {
      try {
        for (let n = 1; n <= upTo; n++) {
          state.pulls += 1;
          yield n;
        }
      } finally {
        state.cleanedUp += 1;
      }
    },
    'number.ask': async function* (_input, signal) {
      yield 1;
      await aborted(signal);
    },
    'wait.call': async (_input, signal) => {
      await aborted(signal);
      return null;
    },
    'run.start': async ({ steps }) => {
      void run(steps);
      return null;
    },
    'run.watch': ({ fromSeq }, signal) => {
      void aborted(signal);
      return log.watch(fromSeq, signal);
    },
    'fail.expected': async () => {
      throw new AppError('no-space', 'the disk is full', 'make room');
    },
    'fail.bug': async () => {
      throw new Error(secret);
    },
    'fail.wrapped': async () => {
      throw new AppError('internal', secret);
    },
    'fail.late': async function* () {
      yield 1;
      yield 2;
      throw new Error(secret);
    },
    'hostile.answer': async () => ({ ok: 'yes' }) as unknown as { ok: boolean },
    'hostile.item': async function* () {
      try {
        for (const item of [1, 2, 'three', 4]) yield item as number;
        await new Promise(() => undefined);
      } finally {
        state.cleanedUp += 1;
      }
    },
    'big.answer': async ({ bytes }) => 'x'.repeat(bytes),
    'big.item': async function* ({ bytes }) {
      yield 'small';
      yield 'x'.repeat(bytes);
    },
  };

  return {
    probe,
    handlers: counted(handlers, () => (state.handled += 1)),
    options: {
      ...serverLimits,
      onInternalError: (id: string, error: unknown) => {
        internalErrors.push({ id, message: error instanceof Error ? error.message : String(error) });
      },
    },
  };

  function aborted(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        state.aborted += 1;
        resolve();
      });
    });
  }

  async function run(steps: number): Promise<void> {
    for (let step = 0; step < steps; step++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (step === steps - 1) await mayFinish;
      state.stepsDone += 1;
      log.push({ seq: ++lastSeq });
    }
    state.runsFinished += 1;
  }
}

function counted<H extends Handlers<typeof wireContract>>(handlers: H, onHandled: () => void): H {
  const wrapped = Object.entries(handlers).map(([name, handler]) => {
    const run = handler as (input: unknown, signal: AbortSignal) => unknown;
    const counting = (input: unknown, signal: AbortSignal): unknown => {
      onHandled();
      return run(input, signal);
    };
    return [name, counting];
  });
  return Object.fromEntries(wrapped) as H;
}
