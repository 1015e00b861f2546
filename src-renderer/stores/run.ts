import { create } from 'zustand';
import { api } from '../api/connection.js';

type State = {
  /** Runs that can be watched: at work, and the last ones that ended. Newest last. */
  readonly active: readonly { readonly run: string; readonly atWork: boolean }[];
  load(): Promise<void>;
};

/** What this application is doing. How one run goes is watched by its page. */
export const useRuns = create<State>((set) => ({
  active: [],
  load: async () => set({ active: await api()['repair.active']({}) }),
}));
