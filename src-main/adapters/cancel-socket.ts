import { lstatSync, mkdirSync } from 'node:fs';
import { chmod, unlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import type { CancelChannel } from '../core/app-ports.js';

/**
 * How `rescuepc cancel` reaches the process that owns a run: a socket in the owner's store that only he can open.
 * Where none can be made (too long a path, a stick without sockets) the marker beside the journal is left.
 */
export function createCancelChannel(folder: string): CancelChannel {
  const place = (run: string): string => join(folder, `cancel-${run}.sock`);
  return {
    listen(run, onCancel) {
      const file = place(run);
      const server = createServer((socket) => {
        onCancel();
        socket.end('ok\n');
      });
      server.on('error', () => undefined);
      server.unref();
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        // In a folder of somebody else the name could be led anywhere before its mode is set.
        if (lstatSync(folder).uid !== process.getuid?.()) return () => undefined;
      } catch {
        return () => undefined;
      }
      server.listen(file, () => void chmod(file, 0o600).catch(() => undefined));
      return () => {
        server.close();
        void unlink(file).catch(() => undefined);
      };
    },
    ask(run) {
      return new Promise((resolve) => {
        const socket = connect(place(run));
        socket.setTimeout(5_000, () => socket.destroy());
        let heard = false;
        socket.on('data', () => {
          heard = true;
        });
        socket.on('error', () => undefined);
        socket.on('close', () => resolve(heard));
      });
    },
  };
}
