import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { defaultMaxFrameBytes } from '../../../src-shared/wire/frames.js';
import { AppError } from '../../../src-shared/errors.js';
import { pageHeaders } from '../page-headers.js';
import type { Page } from '../pages.js';
import type { Access } from './access.js';

export type ConsoleServer = {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  close(): Promise<void>;
};

export type ServerParts = {
  readonly pages: ReadonlyMap<string, Page>;
  readonly access: Access;
  /** The header's text for this origin. */
  policy(origin: string): string;
  /** A window that has shown its session's token. */
  onWindow(socket: WebSocket): void;
};

/** The wire's protocol; a second one carries the session's token, since a browser can set no other header on a WebSocket. */
const protocol = 'rescuepc.v1';
const maxWindows = 16;
const maxCodeBytes = 200;

/**
 * Listens on 127.0.0.1 only. Every request must name exactly this host and, where it does something, come from exactly this
 * origin: a page of another site, and a name that was made to point here, are refused before anything is looked at.
 * `port` 0: any free one. AppError busy if it is taken.
 */
export async function startServer(port: number, parts: ServerParts): Promise<ConsoleServer> {
  let origin = '';
  const server = createServer({ maxHeaderSize: 8_192 }, (request, response) => answer(request, response, parts, origin));
  // A page has few files; whoever opens more, or sends slowly, is no browser of ours.
  Object.assign(server, { maxConnections: 128, headersTimeout: 10_000, requestTimeout: 10_000, keepAliveTimeout: 5_000 });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: defaultMaxFrameBytes,
    perMessageDeflate: false,
    handleProtocols: () => protocol,
  });
  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy());
    const status = whyNoSocket(request, origin, parts.access) ?? (sockets.clients.size >= maxWindows ? '503 Too many windows' : undefined);
    if (status !== undefined) return refuse(stream, status);
    sockets.handleUpgrade(request, stream, head, (socket) => {
      socket.on('error', () => socket.terminate());
      parts.onWindow(socket);
    });
  });
  await listen(server, port);
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new AppError('busy', `Port ${port} is taken by another program.`, 'Give another one with --port, or none for any free one.')
          : new AppError('io-error', `The console cannot listen: ${error.message}`),
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
}

function answer(request: IncomingMessage, response: ServerResponse, parts: ServerParts, origin: string): void {
  const headers = pageHeaders(parts.policy(origin));
  const end = (status: number, type: string, body: string | Buffer): void => {
    response.writeHead(status, { ...headers, 'Content-Type': type }).end(request.method === 'HEAD' ? undefined : body);
  };
  const text = (status: number, body: string): void => end(status, 'text/plain; charset=utf-8', body);
  if (!isOurHost(request, origin)) return text(421, 'This address is not served here.\n');
  if (request.url === '/session') return redeem(request, parts.access, origin, text, (token) => end(200, 'application/json', token));
  if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'Only GET.\n');
  const page = parts.pages.get(request.url ?? '');
  if (page) end(200, page.type, page.bytes);
  else text(404, 'There is no such page.\n');
}

function redeem(
  request: IncomingMessage,
  access: Access,
  origin: string,
  text: (status: number, body: string) => void,
  welcome: (json: string) => void,
): void {
  if (request.method !== 'POST') return text(405, 'Only POST.\n');
  if (request.headers.origin !== origin) return text(403, 'This is only for the window itself.\n');
  let code = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    code += chunk;
    if (code.length > maxCodeBytes) request.destroy();
  });
  request.on('end', () => {
    const token = access.redeem(code.trim());
    if (token === null) text(403, 'This code was used already, or is too old.\n');
    else welcome(JSON.stringify({ token }));
  });
}

function whyNoSocket(request: IncomingMessage, origin: string, access: Access): string | undefined {
  if (request.url !== '/wire') return '404 Not Found';
  if (!isOurHost(request, origin)) return '421 Misdirected Request';
  if (request.headers.origin !== origin) return '403 Forbidden';
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((word) => word.trim());
  const token = offered.find((word) => word !== protocol);
  if (!offered.includes(protocol) || token === undefined || !access.isSession(token)) return '401 Unauthorized';
  return undefined;
}

function isOurHost(request: IncomingMessage, origin: string): boolean {
  return `http://${request.headers.host ?? ''}` === origin;
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
