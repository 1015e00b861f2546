import { create } from 'zustand';
import type { RunSummary } from '../../src-shared/contract/run.js';
import type { ScanSummary } from '../../src-shared/contract/scan.js';
import { toAppError, type AppError } from '../../src-shared/errors.js';
import { api } from '../api/connection.js';

type State = {
  /** Newest first. */
  readonly runs: readonly RunSummary[];
  readonly scans: readonly ScanSummary[];
  /** Runs whose folders could not be read, with why. */
  readonly unreadable: readonly string[];
  readonly loaded: boolean;
  readonly error: AppError | null;
  load(): Promise<void>;
};

/** What was looked at and done on this machine. */
export const useHistory = create<State>((set) => ({
  runs: [],
  scans: [],
  unreadable: [],
  loaded: false,
  error: null,
  async load() {
    try {
      const [{ runs, unreadable }, scans] = await Promise.all([api()['history.list']({ check: false, root: '/' }), api()['scan.list']({})]);
      set({ runs, unreadable, scans, loaded: true, error: null });
    } catch (thrown) {
      set({ error: toAppError(thrown) });
    }
  },
}));
