import { Notification } from 'electron';
import type { RunEvent } from '../../../src-shared/contract/run.js';
import { words, type Language } from './words.js';

/** What a person reads of a run that ended while they did something else. `last` as the follower gives it. */
export function endWords(last: RunEvent | null, language: Language): { title: string; body: string } {
  const say = words[language];
  if (last?.type === 'undone')
    return { title: say.undone, body: say.putBack(last.steps.filter(({ result }) => result === 'restored').length) };
  if (last?.type !== 'finished') return { title: say.ended, body: say.endedWhy };
  const repaired = last.routines.filter(({ outcome }) => outcome === 'repaired').length;
  const counts = say.outcome(repaired, last.routines.length - repaired);
  return { title: say.done, body: last.cancelled ? `${say.cancelled} ${counts}` : counts };
}

/** Shows a notification of the system, where there are such; a click on it calls `onClick`. */
export function notify({ title, body }: { title: string; body: string }, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const note = new Notification({ title, body });
  shown.add(note);
  const forget = (): void => void shown.delete(note);
  note.on('click', () => {
    forget();
    onClick();
  });
  note.on('close', forget);
  note.show();
}

/** Held here: one that the garbage collector takes can no longer be clicked. */
const shown = new Set<Notification>();
