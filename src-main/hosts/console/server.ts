import type { IncomingMessage, Server, ServerResponse } from 'node:http';
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
  /** How often a window is asked whether it is still there; 15 s unless told. */
  readonly heartbeatMs?: number;
  readonly pages: ReadonlyMap<string, Page>;
  readonly access: Access;
  /** The header's text for this origin. */
  policy(origin: string): string;
  /** A window that has shown its session's token. */
  onWindow(socket: WebSocket): void;
};

/** Asked for by name: an import of all its exports would load Node's own HTTP client with them, which takes longer than all else here. */
const { createServer } = process.getBuiltinModule('node:http');

/** The wire's protocol; a second one carries the session's token, since a browser can set no other header on a WebSocket. */
const protocol = 'rescuepc.v1';
const maxWindows = 16;
const maxBodyCharacters = 200;
/** A browser sends no pings; whoever sends them and does not read the answers is ended before they fill our memory. */
const maxUnreadPongBytes = 1024 * 1024;

/**
 * Listens on 127.0.0.1 only. Every request must name exactly this host and, where it does something, come from exactly this
 * origin: a page of another site, and a name that was made to point here, are refused before anything is looked at.
 * `port` 0: any free one. AppError busy if it is taken.
 */
export async function startServer(port: number, parts: ServerParts): Promise<ConsoleServer> {
  let origin = '';
  const limits = { maxHeaderSize: 8_192, connectionsCheckingInterval: 2_000 };
  const server = createServer(limits, (request, response) => answer(request, response, parts, origin));
  // A page has few files; whoever opens more, or sends slowly, is no browser of ours.
  Object.assign(server, { maxConnections: 128, headersTimeout: 10_000, requestTimeout: 10_000, keepAliveTimeout: 5_000 });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: defaultMaxFrameBytes,
    perMessageDeflate: false,
    autoPong: false,
    handleProtocols: () => protocol,
  });
  // Node's server forgets a connection that asked for an upgrade; whoever does not hang up would keep the server from closing.
  const streams = new Set<Duplex>();
  server.on('connection', (stream) => {
    streams.add(stream);
    stream.once('close', () => streams.delete(stream));
  });
  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy());
    const status = whyNoSocket(request, origin, parts.access) ?? (sockets.clients.size >= maxWindows ? '503 Too many windows' : undefined);
    if (status !== undefined) return refuse(stream, status);
    sockets.handleUpgrade(request, stream, head, (socket) => {
      socket.on('error', () => socket.terminate());
      socket.on('ping', (data) => (socket.bufferedAmount > maxUnreadPongBytes ? socket.terminate() : socket.pong(data)));
      endWhenGone(socket, parts.heartbeatMs ?? 15_000);
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
        for (const stream of streams) stream.destroy();
      }),
  };
}

/** A laptop that was closed, a cable that was pulled: such a window must not stay in control. Two beats without an answer end it. */
function endWhenGone(socket: WebSocket, everyMs: number): void {
  let unanswered = 0;
  const beat = setInterval(() => {
    if (unanswered >= 2) return socket.terminate();
    unanswered += 1;
    socket.ping();
  }, everyMs);
  const alive = (): void => {
    unanswered = 0;
  };
  socket.on('pong', alive);
  // A busy page whose answers wait behind much data is there as well.
  socket.on('message', alive);
  socket.once('close', () => clearInterval(beat));
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
  if (!isOurHost(request, origin)) return text(421, `This is served at ${origin} only; over SSH, forward the same port number.\n`);
  const { access } = parts;
  if (request.url === '/session')
    return posted(request, origin, text, (code) => {
      const token = access.redeem(code);
      if (token === null) text(403, 'This code was used already, or is too old.\n');
      else end(200, 'application/json', JSON.stringify({ token }));
    });
  // A browser does not tell a page why its WebSocket was refused; this tells whether the token was the reason.
  if (request.url === '/session/known')
    return posted(request, origin, text, (token) => end(200, 'application/json', JSON.stringify({ known: access.isSession(token) })));
  if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'Only GET.\n');
  const page = parts.pages.get(request.url ?? '');
  if (page) end(200, page.type, page.bytes);
  else text(404, 'There is no such page.\n');
}

/** The short text that the window itself has posted. */
function posted(request: IncomingMessage, origin: string, text: (status: number, body: string) => void, use: (body: string) => void): void {
  if (request.method !== 'POST') return text(405, 'Only POST.\n');
  if (request.headers.origin !== origin) return text(403, 'This is only for the window itself.\n');
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    body += chunk;
    if (body.length > maxBodyCharacters) request.destroy();
  });
  request.on('end', () => use(body.trim()));
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

/** Hangs up as well: the other side could hold its half of the connection for ever, and all connections with it. */
function refuse(stream: Duplex, status: string): void {
  stream.once('finish', () => stream.destroy());
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
