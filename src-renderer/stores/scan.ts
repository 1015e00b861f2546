import { create } from 'zustand';
import type { Scan } from '../../src-shared/contract/scan.js';
import type { Symptom } from '../../src-shared/contract/words.js';
import { toAppError, type AppError } from '../../src-shared/errors.js';
import { api } from '../api/connection.js';

/** How far a look at the machine is, and what is being read. */
export type Progress = { readonly done: number; readonly total: number; readonly title: string };
export type Look = { readonly symptom?: Symptom; readonly elevate?: boolean; readonly deep?: boolean };

type State = {
  /** The scan that is shown. */
  readonly scan: Scan | null;
  readonly progress: Progress | null;
  readonly error: AppError | null;
  /** Looks at the machine; what was shown stays until the new scan is there. A look that is at work is ended first. */
  start(look?: Look): Promise<void>;
  cancel(): void;
  /** Shows a kept scan. */
  show(id: string): Promise<void>;
};

let atWork: AbortController | null = null;

export const useScan = create<State>((set) => ({
  scan: null,
  progress: null,
  error: null,
  async start({ symptom, elevate = false, deep = false } = {}) {
    atWork?.abort();
    const own = new AbortController();
    atWork = own;
    set({ progress: { done: 0, total: 0, title: '' }, error: null });
    try {
      const request = {
        cost: deep ? ('deep' as const) : ('default' as const),
        root: '/',
        elevate,
        mayBeKept: !deep,
        ...(symptom ? { symptom } : {}),
      };
      for await (const event of api()['scan.start'](request, own.signal)) {
        if (event.type === 'scan') set({ scan: event });
        else set({ progress: { done: event.done, total: event.total, title: event.title } });
      }
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code !== 'cancelled') set({ error });
    } finally {
      if (atWork === own) {
        atWork = null;
        set({ progress: null });
      }
    }
  },
  cancel: () => atWork?.abort(),
  async show(id) {
    try {
      set({ scan: await api()['scan.get']({ id }), error: null });
    } catch (thrown) {
      set({ error: toAppError(thrown) });
    }
  },
}));
