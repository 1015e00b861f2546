import { connect as connectTcp } from 'node:net';
import type { Net } from '../core/engine-ports.js';
import { handshake } from './tls-handshake.js';

/** The network as this process reaches it: no proxy, nothing followed, short answers only. */
export const nodeNet: Net = {
  connect(address, port, timeoutMs) {
    const started = performance.now();
    return new Promise((resolve) => {
      const socket = connectTcp({ host: address, port });
      const end = (error: string | null): void => {
        socket.destroy();
        resolve({ error, ms: Math.round(performance.now() - started) });
      };
      socket.setTimeout(timeoutMs, () => end('no answer'));
      socket.on('connect', () => end(null));
      socket.on('error', (error) => end('code' in error ? String(error.code) : error.message));
    });
  },
  secure: handshake,
  async get(url, timeoutMs) {
    try {
      const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
      const body = (await response.text()).slice(0, 2_000);
      return { status: response.status, location: response.headers.get('location') ?? '', body, error: null };
    } catch (thrown) {
      return { status: 0, location: '', body: '', error: thrown instanceof Error ? thrown.message : String(thrown) };
    }
  },
};
