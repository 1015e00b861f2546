import type { AppContract } from '../../src-shared/contract/app.js';
import type { Handlers } from '../../src-shared/wire/contract.js';
import type { AppPorts } from './app-ports.js';
import { dataHandlers } from './data/handlers.js';
import { diskHandlers } from './disks/handlers.js';
import { historyHandlers } from './history/handlers.js';
import { jobHandlers } from './job/handlers.js';
import { overviewHandlers } from './overview/handlers.js';
import type { Catalogue } from './repair/catalogue.js';
import { repairHandlers } from './repair/handlers.js';
import { createSessions } from './repair/sessions.js';
import { reportHandlers } from './report/handlers.js';
import { settingsHandlers } from './settings/handlers.js';
import { spaceHandlers } from './space/handlers.js';
import { scanHandlers } from './scan/handlers.js';

export type App = {
  readonly handlers: Handlers<AppContract>;
  /** Cancels what is at work and resolves when its steps in flight are finished. */
  stop(): Promise<void>;
};

/** The application: the only place where features are put together. Hosts serve it over their Ports. */
export function createApp(ports: AppPorts, catalogue: Catalogue): App {
  const sessions = createSessions();
  const handlers = {
    ...scanHandlers(ports, catalogue),
    ...repairHandlers(ports, catalogue, sessions),
    ...historyHandlers(ports, catalogue),
    ...overviewHandlers(ports, catalogue),
    ...jobHandlers(ports),
    ...settingsHandlers(ports),
    ...spaceHandlers(ports),
    ...reportHandlers(ports, catalogue),
    ...dataHandlers(ports),
    ...diskHandlers(ports),
  } satisfies Handlers<AppContract>;
  return { handlers, stop: () => sessions.stopAll() };
}
