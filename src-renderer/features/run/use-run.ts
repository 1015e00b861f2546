import { useCallback, useEffect, useState } from 'react';
import { api, useConnection } from '../../api/connection.js';
import { useRuns } from '../../stores/run.js';
import type { FollowEnd } from './follow-run.js';
import { followRun } from './follow-run.js';
import { createPictureClock } from './picture-clock.js';
import { createRunFeed, nothingShown, type RunFeed, type RunShown } from './run-feed.js';

/** How a run is followed: not yet over, or how that ended. */
export type Following = { readonly kind: 'following' } | FollowEnd;

export type FollowedRun = RunShown & {
  readonly following: Following;
  /** Follows it from its beginning again, for instance after a recovery was begun. */
  restart(): void;
};

type Held = { readonly run: string; readonly round: number; readonly feed: RunFeed };

/** Pause before a run that is still at work is watched again after its stream was closed on an open connection. */
const againMs = 1_000;

/** Follows a run of this application over lost connections, from its first event, and gives at most one picture a frame. */
export function useRun(run: string): FollowedRun {
  const generation = useConnection(({ generation }) => generation);
  const [round, setRound] = useState(0);
  const [held, setHeld] = useState<Held | null>(null);
  const [shown, setShown] = useState<RunShown>(nothingShown);
  const [following, setFollowing] = useState<Following>({ kind: 'following' });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    setShown(nothingShown);
    setHeld({ run, round, feed: createRunFeed(createPictureClock(), setShown) });
  }, [run, round]);

  useEffect(() => {
    if (held === null || held.run !== run || held.round !== round) return;
    const view = new AbortController();
    let again: ReturnType<typeof setTimeout> | undefined;
    setFollowing({ kind: 'following' });
    void followRun(held.run, held.feed, source, view.signal).then((end) => {
      if (view.signal.aborted) return;
      held.feed.flush();
      setFollowing(end);
      void useRuns
        .getState()
        .load()
        .catch(() => undefined);
      if (end.kind === 'lost' && useConnection.getState().status === 'open') again = setTimeout(() => setAttempt((n) => n + 1), againMs);
    });
    return () => {
      view.abort();
      clearTimeout(again);
    };
  }, [held, run, round, generation, attempt]);

  const restart = useCallback(() => setRound((n) => n + 1), []);
  return { ...shown, following, restart };
}

const source = {
  watch: (asked: { run: string; fromSeq: number }, signal: AbortSignal) => api()['repair.watch'](asked, signal),
  active: () => api()['repair.active']({}),
};
