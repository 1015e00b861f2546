import { app } from 'electron';

export type Leaving = {
  atWork(): boolean;
  /** Whether to stop what is at work and leave. */
  ask(): Promise<boolean>;
  /** Finishes steps in flight. */
  close(): Promise<void>;
};

/** Leaving takes time: a person is asked while a repair is at work, and a step in flight is finished first. Returns whether we are about to. */
export function guardQuit({ atWork, ask, close }: Leaving): () => boolean {
  let state: 'staying' | 'asking' | 'leaving' = 'staying';

  async function leave(): Promise<void> {
    if (state !== 'staying') return;
    state = 'asking';
    if (atWork() && !(await ask())) {
      state = 'staying';
      return;
    }
    state = 'leaving';
    try {
      await close();
    } finally {
      app.exit(0);
    }
  }

  app.on('before-quit', (event) => {
    event.preventDefault();
    void leave();
  });
  app.on('window-all-closed', () => app.quit());
  return () => state === 'leaving';
}
