import { create } from 'zustand';
import { defaultSettings, type Settings } from '../../src-shared/contract/settings.js';
import { toAppError, type AppError } from '../../src-shared/errors.js';
import { api } from '../api/connection.js';

type State = {
  readonly settings: Settings;
  /** Until then the defaults are shown, and must not be saved over what is kept. */
  readonly loaded: boolean;
  readonly error: AppError | null;
  load(): Promise<void>;
  /** Shown at once, kept by the application; if that fails the old ones come back and the error is there. */
  change(change: Partial<Settings>): Promise<void>;
};

export const useSettings = create<State>((set, get) => ({
  settings: defaultSettings,
  loaded: false,
  error: null,
  async load() {
    try {
      set({ settings: await api()['settings.get']({}), loaded: true, error: null });
    } catch (thrown) {
      set({ error: toAppError(thrown) });
    }
  },
  async change(change) {
    const before = get().settings;
    const settings = { ...before, ...change };
    set({ settings, error: null });
    try {
      await api()['settings.set'](settings);
    } catch (thrown) {
      set({ settings: before, error: toAppError(thrown) });
    }
  },
}));
