import { create } from 'zustand';
import type { Overview } from '../../src-shared/contract/overview.js';
import { toAppError, type AppError } from '../../src-shared/errors.js';
import { api } from '../api/connection.js';
import { useSettings } from './settings.js';

type State = {
  readonly overview: Overview | null;
  readonly loading: boolean;
  readonly error: AppError | null;
  load(): Promise<void>;
};

/** Identity and the four lamps. */
export const useOverview = create<State>((set) => ({
  overview: null,
  loading: false,
  error: null,
  async load() {
    set({ loading: true, error: null });
    try {
      set({ overview: await api()['overview.get']({ askInternet: useSettings.getState().settings.askInternet }) });
    } catch (thrown) {
      set({ error: toAppError(thrown) });
    } finally {
      set({ loading: false });
    }
  },
}));
