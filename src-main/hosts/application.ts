import { hostname } from 'node:os';
import { engineContract } from '../../src-shared/contract/engine.js';
import { toAppError } from '../../src-shared/errors.js';
import { connect } from '../../src-shared/wire/connect.js';
import { portPair } from '../../src-shared/wire/pair.js';
import { serve } from '../../src-shared/wire/serve.js';
import { createCancelChannel } from '../adapters/cancel-socket.js';
import type { Worker } from '../adapters/elevation.js';
import { createEnginePorts, lockOwner, newRunId } from '../adapters/engine-ports.js';
import { userStore } from '../adapters/os/linux.js';
import { createRecordFiles } from '../adapters/record-files.js';
import { saveData } from '../adapters/save-data.js';
import { spaceCounter } from '../adapters/space-counter.js';
import { createSqliteIndex } from '../adapters/sqlite-index.js';
import { createApp, type App } from '../core/app.js';
import type { EngineClient } from '../core/repair/coordinator.js';
import { createEngine } from '../core/repair/engine.js';
import { catalogue } from '../core/routines/catalogue.js';
import { scriptManifest } from './scripts.js';
import { version } from './version.js';
import { ownPrograms, type Programs } from './worker-file.js';

/** What differs between the hosts of the application. */
export type HostWays = {
  /** Remarks for the person at this host, and what goes wrong inside. */
  note(message: string): void;
  /** Starts the elevated worker, asking for a password in this host's way. AppError elevation-refused, elevation-unavailable, unsafe-place. */
  startWorker(workerFile: string): Promise<Worker>;
  /** For a host whose own program is not Node. */
  readonly programs?: Programs;
  /** True: facts are read by the worker, which is there without a prompt although this process has no rights. */
  readonly readsAsMachine?: boolean;
};

/** The application on the real world. `close` finishes steps in flight first. */
export type Application = Pick<App, 'handlers'> & {
  onInternalError(id: string, error: unknown): void;
  /** Done when the application is left, after all steps and before the worker ends. */
  atEnd(work: () => Promise<void>): void;
  close(): Promise<void>;
};

/** Joins the application to this process's engine and, when it is needed, to the elevated worker. Every host begins here. */
export function createApplication({ note, startWorker, programs = ownPrograms(), readsAsMachine = false }: HostWays): Application {
  const log = { info: () => undefined, warn: note };
  const onInternalError = (id: string, error: unknown): void =>
    note(`internal error ${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const setup = { version, log, agentProgram: [programs.node, programs.worker, 'agent'], scripts: scriptManifest(programs.worker) };
  const user = createEnginePorts({ ...setup, store: 'user' });
  const reader = createEnginePorts({ ...setup, store: 'machine' });
  const localEngine = createEngine(user.ports, catalogue);
  const asClient = (engine: ReturnType<typeof createEngine>): EngineClient => {
    const [here, there] = portPair();
    serve(engineContract, engine.handlers, there, { onInternalError });
    return connect(engineContract, here);
  };
  let worker: Promise<Worker> | null = null;
  const start = (): Promise<Worker> => {
    const starting = startWorker(programs.worker);
    const forget = (): void => {
      worker = null;
    };
    // A worker that left after idle minutes is started again when it is needed again.
    starting.then((started) => {
      started.onClose(forget);
      started.onSaid(note);
    }, forget);
    return starting;
  };
  const machine = async (): Promise<EngineClient> => (await (worker ??= start())).engine;
  const app = createApp(
    {
      engines: {
        local: asClient(localEngine),
        machine,
        machineReader: asClient(createEngine(reader.ports, catalogue)),
        elevated: user.ports.host.elevated || readsAsMachine,
        readsAsMachine,
        userName: user.ports.host.userName,
      },
      index: createSqliteIndex(userStore(), log),
      records: createRecordFiles(userStore(), () => lockOwner(user.ports.host), log),
      cancelChannel: createCancelChannel(userStore()),
      dataSaver: saveData,
      spaceCounter,
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
  return {
    handlers: app.handlers,
    onInternalError,
    atEnd: (work) => void last.push(work),
    async close() {
      await app.stop();
      await localEngine.stop();
      for (const work of last) await work().catch((thrown: unknown) => note(toAppError(thrown).message));
      (await worker?.catch(() => null))?.close();
      user.close();
      reader.close();
    },
  };
}
