import { AppError } from '../../../src-shared/errors.js';
import { watcherCalls, type HostEvent, type WindowContract } from '../../../src-shared/contract/host.js';
import type { Handlers } from '../../../src-shared/wire/contract.js';

/** One of the windows that are open. */
export type Seat = {
  /** Refuses calls that change something while another window is in control. */
  guard(handlers: Handlers<WindowContract>): Handlers<WindowContract>;
  takeControl(): void;
  /** The present state, then every change. */
  watch(signal: AbortSignal): AsyncIterable<HostEvent>;
  leave(): void;
};

export type Control = { enter(): Seat; tell(event: HostEvent): void };

/** One window is in control, the first that comes or the last that took it; the others watch. */
export function createControl(): Control {
  const seats = new Map<Seat, Set<(event: HostEvent) => void>>();
  let inControl: Seat | null = null;
  let asking = false;

  function give(seat: Seat | null): void {
    inControl = seat;
    for (const [other, listeners] of seats) for (const listener of listeners) listener({ type: 'control', mine: other === seat });
  }

  return {
    tell(event) {
      if (event.type === 'asking-for-password') asking = event.asking;
      for (const listeners of seats.values()) for (const listener of listeners) listener(event);
    },
    enter() {
      const listeners = new Set<(event: HostEvent) => void>();
      const seat: Seat = {
        guard(handlers) {
          const guarded = Object.entries(handlers).map(([name, handler]) => {
            if (watcherCalls.has(name as keyof WindowContract)) return [name, handler];
            const checked = (input: never, signal: AbortSignal): unknown => {
              if (inControl !== seat)
                throw new AppError('not-permitted', 'Another window is in control of this machine.', 'Take control here first.');
              return (handler as (input: never, signal: AbortSignal) => unknown)(input, signal);
            };
            return [name, checked];
          });
          return Object.fromEntries(guarded) as Handlers<WindowContract>;
        },
        takeControl() {
          if (seats.has(seat)) give(seat);
        },
        async *watch(signal) {
          let queue: readonly HostEvent[] = [
            { type: 'control', mine: inControl === seat },
            { type: 'asking-for-password', asking },
          ];
          let wake = (): void => undefined;
          // Each event is a state: who does not read is kept the last of each, however often it changes.
          const listener = (event: HostEvent): void => {
            queue = [...queue.filter(({ type }) => type !== event.type), event];
            wake();
          };
          listeners.add(listener);
          signal.addEventListener('abort', () => wake(), { once: true });
          try {
            while (!signal.aborted) {
              const [event, ...rest] = queue;
              queue = rest;
              if (event) yield event;
              else await new Promise<void>((resolve) => (wake = resolve));
            }
          } finally {
            listeners.delete(listener);
          }
        },
        leave() {
          seats.delete(seat);
          if (inControl === seat) give(null);
        },
      };
      seats.set(seat, listeners);
      if (inControl === null) give(seat);
      return seat;
    },
  };
}
