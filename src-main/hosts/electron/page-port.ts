import type { IpcMainEvent, WebContents } from 'electron';
import type { Port } from '../../../src-shared/wire/port.js';
import { appOrigin } from './scheme.js';

/** The bridge's only channel; `src-preload` has the other end. */
const channel = 'rescuepc';

/** A page has one; a second for the moment in which it connects again. */
const maxLines = 8;

/**
 * Listens to the page of these contents. Every message is `(line, frame)`: a line is one connection of one loaded page, named by
 * its bridge, so that what was meant for a page that is gone reaches no other; `null` ends it. All end when the page is lost.
 * Messages from anywhere but the main frame with our origin are dropped, and noted.
 */
export function listenToPage(contents: WebContents, onLine: (port: Port) => void, note: (message: string) => void): void {
  const lines = new Map<string, Line>();
  contents.ipc.on(channel, (event, name: unknown, message: unknown) => {
    const known = typeof name === 'string' && name.length <= 64 ? name : undefined;
    if (!isOurPage(event) || known === undefined) return note(`A message from ${whereFrom(event)} was dropped.`);
    const line = lines.get(known);
    if (line) return message === null ? line.port.close() : line.receive(message);
    if (message === null) return;
    if (lines.size >= maxLines) return note('The page opened too many lines; one was dropped.');
    const opened = createLine(contents, known);
    lines.set(known, opened);
    opened.port.onClose(() => lines.delete(known));
    onLine(opened.port);
    opened.receive(message);
  });
  const lost = (): void => {
    for (const line of lines.values()) line.lose();
  };
  contents.on('render-process-gone', lost);
  contents.on('destroyed', lost);
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) lost();
  });
}

/** `lose`: the page is gone, so that nobody is left to be told. */
type Line = { readonly port: Port; receive(message: unknown): void; lose(): void };

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
