import type { WebSocket } from 'ws';
import type { Port } from '../../../src-shared/wire/port.js';

/** A WebSocket as a Port. What is not JSON text ends it: our own window never sends such a thing. */
export function socketPort(socket: WebSocket): Port {
  return {
    post(message) {
      const text: string | undefined = JSON.stringify(message);
      if (text !== undefined && socket.readyState === socket.OPEN) socket.send(text);
    },
    onMessage(listener) {
      socket.on('message', (data: Buffer, isBinary: boolean) => {
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
