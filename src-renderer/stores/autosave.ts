/** `failed`: what was typed is still here, and is tried again. */
export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed';

export type Autosave<T> = {
  /** What shall be kept from now on. It is saved after a pause in typing. */
  change(value: T): void;
  /** Saves at once. True: everything is kept. */
  flush(): Promise<boolean>;
};

export type AutosaveWays<T> = {
  save(value: T): Promise<void>;
  onState(state: SaveState, error: unknown): void;
  /** Puts what is not yet saved where a reload of the window finds it; null: everything is saved. */
  keep(value: T | null): void;
  readonly pauseMs: number;
  readonly retryMs: number;
};

/**
 * Saves what is typed without ever losing it: one save at a time, the newest text last, and after a failure again and again until
 * it is kept. Typing goes on meanwhile.
 */
export function createAutosave<T>({ save, onState, keep, pauseMs, retryMs }: AutosaveWays<T>): Autosave<T> {
  let unsaved: { readonly value: T } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let atWork: Promise<boolean> | null = null;

  function schedule(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), ms);
  }

  function flush(): Promise<boolean> {
    clearTimeout(timer);
    atWork ??= saveAll().finally(() => (atWork = null));
    return atWork;
  }

  async function saveAll(): Promise<boolean> {
    while (unsaved) {
      const now: { readonly value: T } = unsaved;
      onState('saving', null);
      try {
        await save(now.value);
      } catch (thrown) {
        onState('failed', thrown);
        schedule(retryMs);
        return false;
      }
      if (unsaved === now) unsaved = null;
    }
    keep(null);
    onState('saved', null);
    return true;
  }

  return {
    change(value) {
      unsaved = { value };
      keep(value);
      onState('unsaved', null);
      schedule(pauseMs);
    },
    flush: () => (unsaved || atWork ? flush() : Promise.resolve(true)),
  };
}
