import { create } from 'zustand';
import type { RoutineInfo } from '../../src-shared/contract/scan.js';
import { api } from '../api/connection.js';

type State = {
  /** By id; empty until it is loaded. */
  readonly routines: ReadonlyMap<string, RoutineInfo>;
  load(): Promise<void>;
};

/** The repairs that there are. They do not change while the application runs. */
export const useCatalogue = create<State>((set, get) => ({
  routines: new Map(),
  async load() {
    if (get().routines.size > 0) return;
    const list = await api()['routines.list']({});
    set({ routines: new Map(list.map((routine) => [routine.id, routine])) });
  },
}));
