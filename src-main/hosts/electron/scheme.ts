import { protocol, type Session } from 'electron';
import { pageHeaders } from '../page-headers.js';
import type { Page } from '../pages.js';
import { windowPolicy } from '../window-policy.js';

const scheme = 'app';
export const appOrigin = 'app://rescuepc';

/** Makes `app:` an origin of its own with the rules of https. Only before Electron is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** Answers `app:` in this session, and nothing else answers it. */
export function serveScheme(own: Session, answer: (request: Request) => Response): void {
  own.protocol.handle(scheme, answer);
}

/** Serves the window's files from memory: a path that is not among them leads nowhere, whatever it says. */
export function answerPages(pages: ReadonlyMap<string, Page>): (request: Request) => Response {
  const policy = windowPolicy([]);
  return ({ url, method }) => {
    const { host, pathname } = new URL(url);
    const page = host === 'rescuepc' && method === 'GET' ? pages.get(pathname) : undefined;
    return page
      ? respond(200, page.type, page.bytes, policy)
      : respond(404, 'text/plain; charset=utf-8', 'There is no such page.\n', policy);
  };
}

/** An answer with the headers that every page of ours has. */
export function respond(status: number, type: string, body: string | Buffer, policy: string): Response {
  return new Response(new Uint8Array(Buffer.from(body)), { status, headers: { ...pageHeaders(policy), 'Content-Type': type } });
}
