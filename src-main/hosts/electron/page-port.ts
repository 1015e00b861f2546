import type { IpcMainEvent, WebContents } from 'electron';
import type { Port } from '../../../src-shared/wire/port.js';
import { appOrigin } from './scheme.js';

/** The bridge's only channel; `src-preload` has the other end. */
const channel = 'rescuepc';

/**
 * Listens to the page of these contents. Every message is `(line, frame)`: a line is one connection of one loaded page, named by
 * its bridge, so that what was meant for a page that is gone reaches no other. A new line, a loss of the page and the page's own
 * `null` end the line before. Messages from anywhere but the main frame with our origin are dropped, and noted.
 */
export function listenToPage(contents: WebContents, onLine: (port: Port) => void, note: (message: string) => void): void {
  let open: Line | null = null;
  contents.ipc.on(channel, (event, name: unknown, message: unknown) => {
    if (!isOurPage(event) || typeof name !== 'string' || name.length > 64) return note(`A message from ${whereFrom(event)} was dropped.`);
    if (open?.name !== name) {
      if (message === null) return;
      open?.lose();
      open = createLine(contents, name);
      onLine(open.port);
    }
    if (message === null) open.port.close();
    else open.receive(message);
  });
  const lost = (): void => {
    open?.lose();
    open = null;
  };
  contents.on('render-process-gone', lost);
  contents.on('destroyed', lost);
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) lost();
  });
}

/** `lose`: the page is gone, so that nobody is left to be told. */
type Line = { readonly name: string; readonly port: Port; receive(message: unknown): void; lose(): void };

function createLine(to: WebContents, name: string): Line {
  const messages: ((message: unknown) => void)[] = [];
  const closes: (() => void)[] = [];
  let ended = false;
  const post = (message: unknown): void => {
    if (!ended && !to.isDestroyed()) to.send(channel, name, message);
  };
  const lose = (): void => {
    if (ended) return;
    ended = true;
    for (const listener of closes) listener();
  };
  return {
    name,
    lose,
    receive(message) {
      if (!ended) for (const listener of messages) listener(message);
    },
    port: {
      post,
      onMessage: (listener) => void messages.push(listener),
      onClose: (listener) => (ended ? listener() : void closes.push(listener)),
      close() {
        post(null);
        lose();
      },
    },
  };
}

function isOurPage({ senderFrame }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && senderFrame.origin === appOrigin;
}

/** Which page it was, without what its address may hold. */
function whereFrom({ senderFrame }: IpcMainEvent): string {
  if (senderFrame === null) return 'a page that is gone';
  return `${senderFrame.parent === null ? 'the main frame' : 'a frame'} of ${senderFrame.origin.slice(0, 100)}`;
}
