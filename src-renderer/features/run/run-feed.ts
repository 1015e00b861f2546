import type { RunEvent } from '../../../src-shared/contract/run.js';
import { addToLog, emptyLog, type RunLog } from './run-log.js';
import { emptyRun, reduceRun, type RunView } from './run-view.js';

/** What the page shows of a run. */
export type RunShown = { readonly view: RunView; readonly log: RunLog };

export const nothingShown: RunShown = { view: emptyRun, log: emptyLog };

/** Events that a page is given once for each picture, however fast they come. */
export type RunFeed = {
  push(event: RunEvent): void;
  /** The seq from which a view that was interrupted goes on. */
  nextSeq(): number;
  /** Shows at once what has come. */
  flush(): void;
};

/** More than these in one picture would hold it up; the rest has its turn in the next. */
const mostAtOnce = 4_000;

/**
 * `schedule` calls back before the next picture is drawn: at once where there is a `backlog`, else when it is worth a new picture;
 * `show` gets what there is then.
 */
export function createRunFeed(schedule: (callback: () => void, backlog: boolean) => void, show: (shown: RunShown) => void): RunFeed {
  let shown = nothingShown;
  let pending: RunEvent[] = [];
  let scheduled = false;
  let next = 1;

  function turn(most: number): void {
    const batch = pending.length > most ? pending.splice(0, most) : pending;
    if (batch === pending) pending = [];
    if (batch.length === 0) return;
    shown = { view: reduceRun(shown.view, batch), log: addToLog(shown.log, batch) };
    show(shown);
  }
  function plan(): void {
    if (scheduled || pending.length === 0) return;
    scheduled = true;
    schedule(() => {
      scheduled = false;
      turn(mostAtOnce);
      plan();
    }, pending.length > mostAtOnce);
  }
  return {
    push(event) {
      if (event.seq < next) return;
      next = event.seq + 1;
      pending.push(event);
      plan();
    },
    nextSeq: () => next,
    flush: () => turn(Infinity),
  };
}
