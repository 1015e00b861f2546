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
const codeInAddress = /^#code=([0-9a-f]+)$/;

/** Opens a channel to the host of this window. 'no-session': a browser tab that was not let in. */
export async function openPort(): Promise<Port | 'no-session'> {
  if (window.rescuepc) return bridgePort(window.rescuepc);
  const token = await sessionToken();
  return token === null ? 'no-session' : socketPort(token);
}

/** Whether the address holds a one-time code. */
export function hasCode(): boolean {
  return codeInAddress.test(location.hash);
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
  const code = codeInAddress.exec(location.hash)?.[1];
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
    let opened = false;
    socket.addEventListener(
      'open',
      () => {
        opened = true;
        resolve(portOf(socket));
      },
      { once: true },
    );
    // Also where no error is told before it, as by Playwright's routed sockets. A browser does not tell why: no host, too many windows, or
    // a token of an earlier session.
    socket.addEventListener(
      'close',
      () => {
        if (!opened) void isForgotten(token).then((forgotten) => (forgotten ? resolve('no-session') : reject(new Error('refused'))));
      },
      { once: true },
    );
  });
}

/** A host that is stopped takes this question and does not answer. How long a WebSocket may wait for its handshake, the browser decides. */
const answerWithinMs = 15_000;

/** Whether the host is there and says that it does not know this token. */
async function isForgotten(token: string): Promise<boolean> {
  try {
    const response = await fetch('/session/known', { method: 'POST', body: token, signal: AbortSignal.timeout(answerWithinMs) });
    return response.ok && !((await response.json()) as { known: boolean }).known;
  } catch {
    return false;
  }
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
