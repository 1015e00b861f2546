import type { Port } from '../../src-shared/wire/port.js';

/** What the preload script puts into the desktop window: one channel, nothing else. */
type Bridge = { connect(onMessage: (message: unknown) => void, onClose: () => void): { post(message: unknown): void; close(): void } };
declare global {
  interface Window {
    readonly rescuepc?: Bridge;
  }
}

const protocol = 'rescuepc.v1';
const tokenKey = 'rescuepc-session';

/** Opens a channel to the host of this window. 'no-session': a browser tab that was not let in. */
export async function openPort(): Promise<Port | 'no-session'> {
  if (window.rescuepc) return bridgePort(window.rescuepc);
  const token = await sessionToken();
  return token === null ? 'no-session' : socketPort(token);
}

/** Forgets a session that the host does not know any more. */
export function forgetSession(): void {
  localStorage.removeItem(tokenKey);
}

/**
 * The token of this browser's session: bought with the one-time code of the address, which is taken out of the address at once,
 * or kept from before. Kept by origin, and so by port: no other program's pages on this machine can read it.
 */
async function sessionToken(): Promise<string | null> {
  const code = /^#code=([0-9a-f]+)$/.exec(location.hash)?.[1];
  if (code !== undefined) {
    history.replaceState(null, '', location.pathname);
    const response = await fetch('/session', { method: 'POST', body: code });
    if (response.ok) {
      const { token } = (await response.json()) as { token: string };
      localStorage.setItem(tokenKey, token);
    }
  }
  return localStorage.getItem(tokenKey);
}

function bridgePort(bridge: Bridge): Port {
  const messages = new Set<(message: unknown) => void>();
  const closes = new Set<() => void>();
  let closed = false;
  const line = bridge.connect(
    (message) => messages.forEach((listener) => listener(message)),
    () => {
      closed = true;
      closes.forEach((listener) => listener());
    },
  );
  return {
    post: (message) => line.post(message),
    onMessage: (listener) => void messages.add(listener),
    onClose: (listener) => (closed ? listener() : void closes.add(listener)),
    close: () => line.close(),
  };
}

/** Resolves when the host has let us in; 'no-session' when it does not know the token. Rejects when nobody answers. */
function socketPort(token: string): Promise<Port | 'no-session'> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${location.host}/wire`, [protocol, token]);
    socket.addEventListener('open', () => resolve(portOf(socket)), { once: true });
    // A browser does not tell why a WebSocket was refused; whether the host is there at all is asked apart.
    socket.addEventListener(
      'error',
      () => void isHostThere().then((there) => (there ? resolve('no-session') : reject(new Error('no host')))),
      {
        once: true,
      },
    );
  });
}

async function isHostThere(): Promise<boolean> {
  return fetch('/', { method: 'HEAD' }).then(
    () => true,
    () => false,
  );
}

function portOf(socket: WebSocket): Port {
  return {
    post(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    onMessage: (listener) => socket.addEventListener('message', ({ data }: MessageEvent<string>) => listener(JSON.parse(data))),
    onClose(listener) {
      if (socket.readyState === WebSocket.CLOSED) listener();
      else socket.addEventListener('close', () => listener(), { once: true });
    },
    close: () => socket.close(),
  };
}
