import { windowContract } from '../../../src-shared/contract/host.js';
import { links } from '../../../src-shared/links.js';
import { AppError } from '../../../src-shared/errors.js';
import { serve } from '../../../src-shared/wire/serve.js';
import { browserPdf, findPrintingBrowser } from '../../adapters/browser-pdf.js';
import { machineStore, userStore } from '../../adapters/os/linux.js';
import type { Worker } from '../../adapters/elevation.js';
import { createApplication } from '../application.js';
import type { Page } from '../pages.js';
import { version } from '../version.js';
import { windowPolicy } from '../window-policy.js';
import { createAccess } from './access.js';
import { createControl } from './control.js';
import { startServer } from './server.js';
import { socketPort } from './socket-port.js';

export type ConsoleWays = {
  readonly port: number;
  readonly pages: ReadonlyMap<string, Page>;
  readonly elevation: 'already' | 'terminal' | 'dialog' | 'unavailable';
  readonly readsAsMachine: boolean;
  startWorker(workerFile: string): Promise<Worker>;
  note(message: string): void;
  /** A browser was let in: its code is used. */
  onEnter?(): void;
};

export type Console = {
  readonly origin: string;
  /** An address that lets one browser in, once. */
  newAddress(): string;
  /** Finishes steps in flight first. */
  close(): Promise<void>;
};

/** Serves the window on the loopback address, on the application of this process. AppError busy if the port is taken. */
export async function startConsole({ port, pages, elevation, readsAsMachine, startWorker, note, onEnter }: ConsoleWays): Promise<Console> {
  const access = createAccess();
  const control = createControl();
  const application = createApplication({
    note,
    readsAsMachine,
    async startWorker(workerFile) {
      control.tell({ type: 'asking-for-password', asking: true });
      try {
        return await startWorker(workerFile);
      } finally {
        control.tell({ type: 'asking-for-password', asking: false });
      }
    },
  });
  const server = await startServer(port, {
    pages,
    access: {
      ...access,
      redeem(code) {
        const token = access.redeem(code);
        if (token !== null) onEnter?.();
        return token;
      },
    },
    policy: (origin) => windowPolicy([origin.replace('http:', 'ws:')]),
    onWindow(socket) {
      const wire = socketPort(socket);
      const seat = control.enter();
      const handlers = seat.guard({
        ...application.handlers,
        'host.about': () =>
          Promise.resolve({
            kind: 'console',
            version,
            elevation,
            userStore: userStore(),
            machineStore,
            makesPdf: findPrintingBrowser() !== null,
          }),
        'host.watch': (_nothing, signal) => seat.watch(signal),
        'host.takeControl': () => {
          seat.takeControl();
          return Promise.resolve(null);
        },
        // In a browser the page's own link opens it; the id was checked against the constant list.
        'host.openLink': ({ id }) =>
          id in links ? Promise.resolve(null) : Promise.reject(new AppError('not-found', 'There is no such link.')),
        'host.makePdf': async ({ html, paper }) => ({ base64: Buffer.from(await browserPdf().print(html, paper)).toString('base64') }),
      });
      serve(windowContract, handlers, wire, { onInternalError: application.onInternalError });
      wire.onClose(() => seat.leave());
    },
  }).catch(async (thrown: unknown) => {
    await application.close();
    throw thrown;
  });
  return {
    origin: server.origin,
    newAddress: () => `${server.origin}/#code=${access.newCode()}`,
    async close() {
      await server.close();
      await application.close();
    },
  };
}
