import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { appContract, type AppContract } from '../../../src-shared/contract/app.js';
import { engineContract } from '../../../src-shared/contract/engine.js';
import { toAppError } from '../../../src-shared/errors.js';
import type { Client } from '../../../src-shared/wire/contract.js';
import { connect } from '../../../src-shared/wire/connect.js';
import { portPair } from '../../../src-shared/wire/pair.js';
import { serve } from '../../../src-shared/wire/serve.js';
import { createCancelChannel } from '../../adapters/cancel-socket.js';
import type { Worker } from '../../adapters/elevation.js';
import { createEnginePorts, newRunId } from '../../adapters/engine-ports.js';
import { userStore } from '../../adapters/os/linux.js';
import { saveData } from '../../adapters/save-data.js';
import { createSqliteIndex } from '../../adapters/sqlite-index.js';
import { createApp } from '../../core/app.js';
import type { EngineClient } from '../../core/repair/coordinator.js';
import { createEngine } from '../../core/repair/engine.js';
import { catalogue } from '../../core/routines/index.js';
import { scriptManifest } from '../scripts.js';
import { version } from '../version.js';
import type { Output } from './output.js';
import { startProtectedWorker } from './protected-worker.js';

/** The application as this command uses it, and how to leave it: steps in flight are finished first. */
export type Session = {
  readonly app: Client<AppContract>;
  /** Done when the session is left, after all steps and before the worker ends. */
  atEnd(work: () => Promise<void>): void;
  close(): Promise<void>;
};

export function openSession(output: Output): Session {
  const entry = fileURLToPath(import.meta.url);
  const workerFile = join(dirname(entry), 'worker.js');
  const log = { info: () => undefined, warn: (message: string) => output.note(message) };
  const onInternalError = (id: string, error: unknown): void =>
    output.note(`internal error ${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const setup = { version, log, agentProgram: [process.execPath, workerFile, 'agent'], scripts: scriptManifest(entry) };
  const user = createEnginePorts({ ...setup, store: 'user' });
  const reader = createEnginePorts({ ...setup, store: 'machine' });
  const localEngine = createEngine(user.ports, catalogue);
  const asClient = (engine: ReturnType<typeof createEngine>): EngineClient => {
    const [here, there] = portPair();
    serve(engineContract, engine.handlers, there, { onInternalError });
    return connect(engineContract, here);
  };
  let worker: Promise<Worker> | null = null;
  const machine = async (): Promise<EngineClient> => {
    worker ??= startProtectedWorker(workerFile, output);
    const forget = (): void => {
      worker = null;
    };
    worker.catch(forget);
    const started = await worker;
    // A worker that left after idle minutes is started again when it is needed again.
    started.onClose(forget);
    return started.engine;
  };
  const app = createApp(
    {
      engines: {
        local: asClient(localEngine),
        machine,
        machineReader: asClient(createEngine(reader.ports, catalogue)),
        elevated: user.ports.host.elevated,
        userName: user.ports.host.userName,
      },
      index: createSqliteIndex(userStore(), log),
      cancelChannel: createCancelChannel(userStore()),
      dataSaver: saveData,
      profiles: async (root) => user.ports.profiles(await user.ports.target({ root })),
      sleep: user.ports.sleep,
      hostName: hostname(),
      os: 'linux',
      version,
      now: () => new Date(),
      newRunId: () => newRunId(new Date()),
    },
    catalogue,
  );
  const last: (() => Promise<void>)[] = [];
  const [here, there] = portPair();
  serve(appContract, app.handlers, there, { onInternalError });
  return {
    app: connect(appContract, here),
    atEnd: (work) => void last.push(work),
    async close() {
      await app.stop();
      await localEngine.stop();
      for (const work of last) await work().catch((thrown: unknown) => output.note(toAppError(thrown).message));
      (await worker?.catch(() => null))?.close();
      user.close();
      reader.close();
    },
  };
}
