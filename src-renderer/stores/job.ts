import { create } from 'zustand';
import type { Job, JobDetails } from '../../src-shared/contract/job.js';
import { toAppError, type AppError } from '../../src-shared/errors.js';
import { api } from '../api/connection.js';
import { createAutosave, type SaveState } from './autosave.js';

/** What was typed about which job. */
type Draft = { readonly id: string; readonly details: JobDetails };

type State = {
  /** The job that is open. */
  readonly current: Job | null;
  /** Its details as they are typed, until they are saved. */
  readonly draft: JobDetails | null;
  readonly saving: SaveState;
  /** All jobs, the newest first; null until they were loaded. */
  readonly jobs: readonly Job[] | null;
  /** Files of jobs that cannot be read, each with what to do. */
  readonly unreadable: readonly string[];
  readonly error: AppError | null;
  load(): Promise<void>;
  loadAll(): Promise<void>;
  open(details: JobDetails): Promise<void>;
  update(details: JobDetails): Promise<void>;
  /** Shown at once and saved by itself. */
  edit(details: JobDetails): void;
  /** Saves at once what was typed. True: everything is kept. */
  save(): Promise<boolean>;
  /** True: the note is kept. */
  note(text: string): Promise<boolean>;
  /** Only after everything that was typed is kept. True: it is closed. */
  close(): Promise<boolean>;
};

const draftKey = 'rescuepc-job-draft';

export const useJob = create<State>((set, get) => {
  const autosave = createAutosave<Draft>({
    save: async ({ id, details }) => set({ current: await api()['job.update']({ id, details }) }),
    onState: (saving, thrown) =>
      set(saving === 'saved' ? { saving, draft: null, error: null } : { saving, error: thrown === null ? null : toAppError(thrown) }),
    keep: (draft) => (draft ? sessionStorage.setItem(draftKey, JSON.stringify(draft)) : sessionStorage.removeItem(draftKey)),
    pauseMs: 700,
    retryMs: 5_000,
  });

  async function change(work: (id: string) => Promise<Job>): Promise<boolean> {
    const { current } = get();
    try {
      const job = await work(current?.id ?? '');
      set({ current: job.closedAt === null ? job : null, error: null });
      return true;
    } catch (thrown) {
      set({ error: toAppError(thrown) });
      return false;
    }
  }

  return {
    current: null,
    draft: null,
    saving: 'saved',
    jobs: null,
    unreadable: [],
    error: null,
    async load() {
      try {
        const current = await api()['job.current']({});
        set({ current, error: null });
        const draft = get().draft === null ? keptDraft(current) : null;
        if (draft) get().edit(draft);
        else if (get().saving !== 'saved') void autosave.flush();
      } catch (thrown) {
        set({ error: toAppError(thrown) });
      }
    },
    async loadAll() {
      try {
        const { jobs, unreadable } = await api()['job.list']({});
        // The open one too: checks and repairs have been added to it since.
        set({ jobs, unreadable, current: jobs.find(({ closedAt }) => closedAt === null) ?? null });
      } catch (thrown) {
        set({ error: toAppError(thrown) });
      }
    },
    open: async (details) => void (await change(() => api()['job.open'](details))),
    update: async (details) => void (await change((id) => api()['job.update']({ id, details }))),
    edit(details) {
      const { current } = get();
      if (!current) return;
      set({ draft: details });
      autosave.change({ id: current.id, details });
    },
    save: () => autosave.flush(),
    note: async (text) => (await autosave.flush()) && change((id) => api()['job.note']({ id, text })),
    async close() {
      if (!(await autosave.flush())) return false;
      const closed = await change((id) => api()['job.close']({ id }));
      if (closed) await get().loadAll();
      return closed;
    },
  };
});

/** What a reload of the window interrupted, if it belongs to the job that is open. */
function keptDraft(current: Job | null): JobDetails | null {
  const text = sessionStorage.getItem(draftKey);
  if (text === null) return null;
  try {
    const { id, details } = JSON.parse(text) as Draft;
    return id === current?.id ? details : null;
  } catch {
    return null;
  }
}

// A tab that is closed while something is not saved asks first.
if (typeof window !== 'undefined')
  window.addEventListener('beforeunload', (event) => {
    if (useJob.getState().saving !== 'saved') event.preventDefault();
  });
