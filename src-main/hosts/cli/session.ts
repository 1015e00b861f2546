import { appContract, type AppContract } from '../../../src-shared/contract/app.js';
import type { Client } from '../../../src-shared/wire/contract.js';
import { connect } from '../../../src-shared/wire/connect.js';
import { portPair } from '../../../src-shared/wire/pair.js';
import { serve } from '../../../src-shared/wire/serve.js';
import { createApplication, type Application } from '../application.js';
import type { Output } from './output.js';
import { startProtectedWorker } from './protected-worker.js';

/** The application as this command uses it, and how to leave it: steps in flight are finished first. */
export type Session = { readonly app: Client<AppContract> } & Pick<Application, 'atEnd' | 'close'>;

export function openSession(output: Output): Session {
  const { handlers, onInternalError, atEnd, close } = createApplication({
    note: (message) => output.note(message),
    startWorker: (workerFile) => startProtectedWorker(workerFile, output),
  });
  const [here, there] = portPair();
  serve(appContract, handlers, there, { onInternalError });
  return { app: connect(appContract, here), atEnd, close };
}
