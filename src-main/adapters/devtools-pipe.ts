import type { Readable, Writable } from 'node:stream';
import { AppError } from '../../src-shared/errors.js';

/** A browser's own control channel. `session`: of which page; '' for the browser itself. */
export type DevTools = { ask(method: string, params: object, session?: string): Promise<Readonly<Record<string, unknown>>> };

type Answer = { readonly id?: number; readonly result?: Record<string, unknown>; readonly error?: { readonly message?: string } };
type Waiting = { resolve(result: Record<string, unknown>): void; reject(error: Error): void };

/**
 * Speaks the DevTools protocol over a pair of pipes (`--remote-debugging-pipe`): JSON, each message ended by a zero byte. No port is
 * opened, so nobody else can reach the browser. Source: Chromium, content/browser/devtools/devtools_pipe_handler.cc.
 */
export function devToolsOver(toBrowser: Writable, fromBrowser: Readable): DevTools {
  const waiting = new Map<number, Waiting>();
  let next = 1;
  let rest = '';
  // A browser that has ended answers nothing more; whoever started it sees it end.
  toBrowser.on('error', () => undefined);
  fromBrowser.on('error', () => undefined);
  fromBrowser.setEncoding('utf8');
  fromBrowser.on('data', (chunk: string) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) {
      const { id, result, error } = JSON.parse(message) as Answer;
      const asked = id === undefined ? undefined : waiting.get(id);
      if (id === undefined || !asked) continue;
      waiting.delete(id);
      if (error) asked.reject(new AppError('io-error', `The browser refused to print: ${error.message ?? 'no reason'}.`));
      else asked.resolve(result ?? {});
    }
  });
  return {
    ask: (method, params, session) =>
      new Promise((resolve, reject) => {
        const id = next++;
        waiting.set(id, { resolve, reject });
        toBrowser.write(`${JSON.stringify({ id, method, params, ...(session === undefined ? {} : { sessionId: session }) })}\0`);
      }),
  };
}
