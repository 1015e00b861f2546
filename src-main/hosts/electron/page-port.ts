import type { IpcMainEvent, WebContents } from 'electron';
import type { Port } from '../../../src-shared/wire/port.js';
import { appOrigin } from './scheme.js';

/** The bridge's only channel; `src-preload` has the other end. */
const channel = 'rescuepc';

/** A page has one; a second for the moment in which it connects again. */
const maxLines = 8;

/**
 * Listens to the page of these contents. Every message is `(line, text)`: a line is one connection of one loaded page, named by
 * its bridge, so that what was meant for a page that is gone reaches no other. Text is a frame as JSON, so that this Port carries
 * what the others carry and nothing else; no text ends the line. All end when the page is lost.
 * Messages from anywhere but the main frame with our origin are dropped, and noted.
 */
export function listenToPage(contents: WebContents, onLine: (port: Port) => void, note: (message: string) => void): void {
  const lines = new Map<string, Line>();
  contents.ipc.on(channel, (event, name: unknown, text: unknown) => {
    const known = typeof name === 'string' && name.length <= 64 ? name : undefined;
    const sender = senderOf(event);
    if (!isOurPage(sender) || known === undefined) return note(`A message from ${whereFrom(sender)} was dropped.`);
    const line = lines.get(known);
    if (typeof text !== 'string') return line?.port.close();
    if (line) return line.receive(text);
    if (lines.size >= maxLines) return note('The page opened too many lines; one was dropped.');
    const opened = createLine(contents, known);
    lines.set(known, opened);
    opened.port.onClose(() => lines.delete(known));
    onLine(opened.port);
    opened.receive(text);
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
type Line = { readonly port: Port; receive(text: string): void; lose(): void };

function createLine(to: WebContents, name: string): Line {
  const messages: ((message: unknown) => void)[] = [];
  const closes: (() => void)[] = [];
  let ended = false;
  const send = (text: string | null): void => {
    if (!ended && !to.isDestroyed()) to.send(channel, name, text);
  };
  const post = (message: unknown): void => {
    const text: string | undefined = JSON.stringify(message);
    if (text !== undefined) send(text);
  };
  const lose = (): void => {
    if (ended) return;
    ended = true;
    for (const listener of closes) listener();
  };
  const close = (): void => {
    send(null);
    lose();
  };
  const receive = (text: string): void => {
    if (ended) return;
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      // Our own bridge never sends such a thing.
      return close();
    }
    for (const listener of messages) listener(message);
  };
  const port: Port = {
    post,
    onMessage: (listener) => void messages.push(listener),
    onClose: (listener) => (ended ? listener() : void closes.push(listener)),
    close,
  };
  return { port, receive, lose };
}

type Sender = { readonly origin: string; readonly isMain: boolean };

/** The frame that a message comes from; null if it is gone: Electron then throws where it is asked about. */
function senderOf({ senderFrame }: IpcMainEvent): Sender | null {
  try {
    return senderFrame && { origin: senderFrame.origin, isMain: senderFrame.parent === null };
  } catch {
    return null;
  }
}

function isOurPage(sender: Sender | null): boolean {
  return sender !== null && sender.isMain && sender.origin === appOrigin;
}

/** Which page it was, without what its address may hold. */
function whereFrom(sender: Sender | null): string {
  return sender === null ? 'a page that is gone' : `${sender.isMain ? 'the main frame' : 'a frame'} of ${sender.origin.slice(0, 100)}`;
}
