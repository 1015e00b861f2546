import type { WebSocket } from 'ws';
import type { Port } from '../../../src-shared/wire/port.js';

/** So much sent and not read by the browser ends the window, or it could fill our memory. The same as on the worker's pipe. */
const maxBacklogBytes = 64 * 1024 * 1024;

/** A WebSocket as a Port. What is not JSON text ends it: our own window never sends such a thing. */
export function socketPort(socket: WebSocket): Port {
  return {
    post(message) {
      const text: string | undefined = JSON.stringify(message);
      if (text === undefined || socket.readyState !== socket.OPEN) return;
      socket.send(text);
      if (socket.bufferedAmount > maxBacklogBytes) socket.terminate();
    },
    onMessage(listener) {
      socket.on('message', (data: Buffer, isBinary: boolean) => {
        // What the other side had sent before it heard that it was ended.
        if (socket.readyState !== socket.OPEN) return;
        if (isBinary) return socket.close(1003, 'text only');
        let message: unknown;
        try {
          message = JSON.parse(data.toString('utf8'));
        } catch {
          return socket.close(1007, 'not JSON');
        }
        listener(message);
      });
    },
    onClose(listener) {
      if (socket.readyState === socket.CLOSED) listener();
      else socket.once('close', listener);
    },
    close: () => socket.close(),
  };
}
