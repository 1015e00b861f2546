import { createEventLog, type EventLog } from '../../../src-shared/wire/event-log.js';
import type { EventBody, RunEvent } from '../../../src-shared/contract/run.js';
import { AppError, toAppError } from '../../../src-shared/errors.js';

/** A run of this process: its events for any number of views, its cancel switch, and a consent it may wait for. */
export type Session = {
  readonly run: string;
  readonly log: EventLog<RunEvent>;
  readonly cancel: AbortController;
  /** Set while the run waits for consent to a changed plan. */
  waiting: { readonly digest: string; answer(agreed: boolean): void } | null;
  /** Resolves when the work has ended, however it ended. */
  ended: Promise<void>;
};

export type Sessions = {
  /** Starts work under a run's id; it goes on whoever watches. AppError busy if that run is already at work here. */
  start(run: string, now: () => Date, work: (session: Session, emit: (event: EventBody) => void) => Promise<void>): Session;
  /** The session of a run that is at work. */
  find(run: string): Session | undefined;
  /** The events of a run that is at work, or of one of the last that ended. */
  watchable(run: string): EventLog<RunEvent> | undefined;
  /** All that can be watched, the newest last. */
  list(): readonly { readonly run: string; readonly atWork: boolean }[];
  any(): boolean;
  /** Resolves when the sessions of this moment have ended by themselves. */
  ended(): Promise<void>;
  /** Asks every session to stop after its step in flight, and resolves when all have ended. */
  stopAll(): Promise<void>;
};

/** How many ended runs can still be watched, so that a window that was reopened sees how its run went. */
const endedKept = 4;

export function createSessions(): Sessions {
  const sessions = new Map<string, Session>();
  const ended = new Map<string, EventLog<RunEvent>>();
  return {
    start(run, now, work) {
      if (sessions.has(run)) throw new AppError('busy', `Run ${run} is already at work.`);
      let seq = 0;
      const log = createEventLog<RunEvent>({ keep: 200_000, maxBehind: 200_000 });
      const session: Session = { run, log, cancel: new AbortController(), waiting: null, ended: Promise.resolve() };
      const emit = (event: EventBody): void => {
        seq += 1;
        log.push({ v: 1, run, seq, at: now().toISOString(), ...event });
      };
      session.ended = work(session, emit).then(
        () => log.end(),
        (thrown: unknown) => log.end(toAppError(thrown)),
      );
      sessions.set(run, session);
      void session.ended.then(() => {
        sessions.delete(run);
        ended.delete(run);
        ended.set(run, log);
        const [oldest] = ended.keys();
        if (ended.size > endedKept && oldest !== undefined) ended.delete(oldest);
      });
      return session;
    },
    find: (run) => sessions.get(run),
    watchable: (run) => sessions.get(run)?.log ?? ended.get(run),
    list: () => [
      ...[...ended.keys()].filter((run) => !sessions.has(run)).map((run) => ({ run, atWork: false })),
      ...[...sessions.keys()].map((run) => ({ run, atWork: true })),
    ],
    any: () => sessions.size > 0,
    async ended() {
      await Promise.all([...sessions.values()].map((session) => session.ended));
    },
    async stopAll() {
      const open = [...sessions.values()];
      for (const session of open) {
        session.cancel.abort();
        session.waiting?.answer(false);
      }
      await Promise.all(open.map((session) => session.ended));
    },
  };
}
