import { create } from 'zustand';
import type { Job, JobDetails } from '../../src-shared/contract/job.js';
import { toAppError, type AppError } from '../../src-shared/errors.js';
import { api } from '../api/connection.js';

type State = {
  /** The job that is open. */
  readonly current: Job | null;
  readonly error: AppError | null;
  load(): Promise<void>;
  open(details: JobDetails): Promise<void>;
  update(details: JobDetails): Promise<void>;
  note(text: string): Promise<void>;
  close(): Promise<void>;
};

export const useJob = create<State>((set, get) => {
  async function change(work: (id: string) => Promise<Job>): Promise<void> {
    const { current } = get();
    try {
      const job = await work(current?.id ?? '');
      set({ current: job.closedAt === null ? job : null, error: null });
    } catch (thrown) {
      set({ error: toAppError(thrown) });
    }
  }
  return {
    current: null,
    error: null,
    async load() {
      try {
        set({ current: await api()['job.current']({}), error: null });
      } catch (thrown) {
        set({ error: toAppError(thrown) });
      }
    },
    open: (details) => change(() => api()['job.open'](details)),
    update: (details) => change((id) => api()['job.update']({ id, details })),
    note: (text) => change((id) => api()['job.note']({ id, text })),
    close: () => change((id) => api()['job.close']({ id })),
  };
});
