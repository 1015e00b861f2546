import { create } from 'zustand';
import { windowContract, type WindowContract } from '../../src-shared/contract/host.js';
import { AppError } from '../../src-shared/errors.js';
import { connect } from '../../src-shared/wire/connect.js';
import type { Client } from '../../src-shared/wire/contract.js';
import { forgetSession, hasCode, openPort } from './port.js';

type Connection = {
  readonly status: 'connecting' | 'open' | 'lost' | 'no-session';
  /** Counts connections: what was watched over an earlier one has to be watched again. */
  readonly generation: number;
};

/** Whether the host of this window can be reached. */
export const useConnection = create<Connection>(() => ({ status: 'connecting', generation: 0 }));

let client: Client<WindowContract> | null = null;

/** The application. AppError closed while there is no connection. */
export function api(): Client<WindowContract> {
  if (client) return client;
  throw new AppError('closed', 'The connection to RescuePC has ended.');
}

/** Connects, and connects again whenever the connection is lost, with growing pauses of at most five seconds. */
export async function keepConnected(): Promise<never> {
  // A new address of the same host, opened in this tab, changes only what is behind the #: the page would not be loaded again.
  window.addEventListener('hashchange', () => {
    if (hasCode()) location.reload();
  });
  for (let pause = 250; ; pause = Math.min(pause * 2, 5_000)) {
    const port = await openPort().catch(() => null);
    if (port === 'no-session') {
      forgetSession();
      useConnection.setState({ status: 'no-session' });
      return new Promise<never>(() => undefined);
    }
    if (port) {
      pause = 250;
      client = connect(windowContract, port);
      useConnection.setState(({ generation }) => ({ status: 'open', generation: generation + 1 }));
      await new Promise<void>((resolve) => port.onClose(resolve));
      client = null;
    }
    useConnection.setState({ status: 'lost' });
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
