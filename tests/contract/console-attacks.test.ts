import { once } from 'node:events';
import { request } from 'node:http';
import { connect as tcp, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createAccess, type Access } from '../../src-main/hosts/console/access.js';
import { startServer, type ConsoleServer } from '../../src-main/hosts/console/server.js';
import { socketPort } from '../../src-main/hosts/console/socket-port.js';
import { Type } from 'typebox';
import { call, connect, serve } from '../../src-shared/wire/index.js';
import { until } from './wire-raw.js';

/* Whoever can reach the loopback address: other programs, other users, and every page that this machine's browsers have open. */

const contract = { 'item.get': call(Type.Object({}), Type.Integer()) };
let handled = 0;
/** The server's sides of the windows that came in. */
let windows: WebSocket[] = [];
let access: Access;
let server: ConsoleServer;
let port: string;

beforeAll(async () => {
  access = createAccess();
  const page = { type: 'text/html; charset=utf-8', bytes: Buffer.from('<!doctype html>') };
  server = await startServer(0, {
    pages: new Map([['/', page]]),
    access,
    policy: () => "default-src 'none'",
    onWindow(socket) {
      windows.push(socket);
      serve(contract, { 'item.get': () => Promise.resolve(++handled) }, socketPort(socket));
    },
  });
  port = new URL(server.origin).port;
});
afterAll(() => server.close());
beforeEach(() => {
  handled = 0;
  windows = [];
});
afterEach(() => void vi.useRealTimers());

type Answer = { readonly status: number; readonly body: string; readonly headers: NodeJS.Dict<string | string[]> };

function ask(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { host: `127.0.0.1:${port}`, ...options.headers };
    // A connection of its own: a kept one may be let go by the server at the very moment at which it is used again.
    const asked = request({ host: '127.0.0.1', port, path, method: options.method ?? 'GET', headers, agent: false }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }));
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(options.body);
  });
}

const redeem = (code: string, headers: Record<string, string> = { origin: server.origin }): Promise<Answer> =>
  ask('/session', { method: 'POST', headers, body: code });

async function token(): Promise<string> {
  return (JSON.parse((await redeem(access.newCode())).body) as { token: string }).token;
}

/** 'open', or the status with which it was refused. */
function knock(
  protocols: readonly string[],
  headers: Record<string, string> = { origin: server.origin },
  path = '/wire',
): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, [...protocols], { headers });
    socket.once('open', () => resolve(socket));
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', reject);
  });
}

async function window(): Promise<WebSocket> {
  const socket = await knock(['rescuepc.v1', await token()]);
  if (typeof socket === 'number') throw new Error(`refused: ${socket}`);
  return socket;
}

async function stillServes(): Promise<void> {
  const socket = await window();
  expect(await connect(contract, socketPort(socket))['item.get']({})).toBeGreaterThan(0);
  socket.terminate();
}

test('without a token, or with a wrong one, no window opens', async () => {
  expect(await knock(['rescuepc.v1'])).toBe(401);
  expect(await knock(['rescuepc.v1', 'f'.repeat(64)])).toBe(401);
  expect(await knock([await token()])).toBe(401);
  expect(windows).toEqual([]);
});

test('a code is good once, for ten minutes, and only from the window itself', async () => {
  const code = access.newCode();
  expect((await redeem(code, {})).status).toBe(403);
  expect((await redeem(code, { origin: 'http://evil.example' })).status).toBe(403);
  expect((await redeem('')).status).toBe(403);
  expect((await redeem(code)).status).toBe(200);
  expect((await redeem(code)).status).toBe(403);
  let now = 0;
  const aging = createAccess(() => now);
  const old = aging.newCode();
  now = 10 * 60_000;
  expect(aging.redeem(old)).toBeNull();
});

test('a page of another site cannot open a window, not even with the token', async () => {
  const good = await token();
  for (const origin of ['http://evil.example', 'null', `http://localhost:${port}`, `https://127.0.0.1:${port}`, 'http://127.0.0.1:1'])
    expect(await knock(['rescuepc.v1', good], { origin })).toBe(403);
  expect(await knock(['rescuepc.v1', good], {})).toBe(403);
  expect(windows).toEqual([]);
});

test('a name that was made to point here is refused (DNS rebinding), for pages, sessions and windows', async () => {
  const good = await token();
  for (const host of ['evil.example', `evil.example:${port}`, `localhost:${port}`, '127.0.0.1', `127.0.0.1:1`]) {
    expect((await ask('/', { headers: { host } })).status).toBe(421);
    expect((await ask('/session', { method: 'POST', headers: { host, origin: server.origin }, body: access.newCode() })).status).toBe(421);
    expect(await knock(['rescuepc.v1', good], { host, origin: server.origin })).toBe(421);
  }
  expect(windows).toEqual([]);
});

test('nothing but the pages is served, whatever the path says; every answer has its policy and nobody else may read it', async () => {
  for (const path of [
    '/../package.json',
    '/%2e%2e/package.json',
    '//etc/passwd',
    '/etc/passwd',
    '/index.html/..',
    '/assets/',
    '/session',
    '/wire',
  ])
    expect((await ask(path)).status).not.toBe(200);
  const { headers, status } = await ask('/');
  expect(status).toBe(200);
  expect(headers['content-security-policy']).toBe("default-src 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['access-control-allow-origin']).toBeUndefined();
  expect(
    (await ask('/', { method: 'OPTIONS', headers: { origin: 'http://evil.example' } })).headers['access-control-allow-origin'],
  ).toBeUndefined();
  expect((await ask('/', { method: 'POST' })).status).toBe(405);
  expect((await ask('/', { method: 'DELETE' })).status).toBe(405);
});

test('a code that is too long, and headers that are too large, end the request', async () => {
  await expect(redeem('x'.repeat(10_000))).rejects.toThrow();
  expect((await ask('/', { headers: { 'x-large': 'x'.repeat(20_000) } })).status).toBe(431);
  await stillServes();
});

test('an oversized, a binary and a malformed frame end that window, reach no handler, and leave the server up', async () => {
  for (const frame of ['x'.repeat(5 * 1024 * 1024), Buffer.from([1, 2, 3]), '{', 'undefined', '']) {
    const socket = await window();
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.send(frame);
    await closed;
  }
  expect(handled).toBe(0);
  await stillServes();
});

test('bytes that are no HTTP end the connection', async () => {
  await new Promise<void>((resolve) => {
    const socket = tcp(Number(port), '127.0.0.1', () => socket.end(Buffer.from([0x16, 3, 1, 0, 255, 0, 0])));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.resume();
  });
  await stillServes();
});

/** Sends raw bytes and never hangs up by itself. */
function hold(bytes: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = tcp({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true }, () => socket.write(bytes));
    socket.once('data', () => resolve(socket));
    socket.on('error', reject);
  });
}

test('refused upgrades that never hang up do not use up the connections', async () => {
  const request = `GET /wire HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
  const held = await Promise.all(Array.from({ length: 128 }, () => hold(request)));
  await stillServes();
  held.forEach((socket) => socket.destroy());
});

test('a server that is closed does not wait for a connection that stays', async () => {
  const other = await startServer(0, { pages: new Map(), access, policy: () => '', onWindow: () => undefined });
  const at = Number(new URL(other.origin).port);
  const held = tcp({ port: at, host: '127.0.0.1', allowHalfOpen: true });
  held.on('error', () => undefined);
  await new Promise<void>((resolve) => held.once('connect', () => resolve()));
  held.write(`GET /wire HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`);
  await new Promise<void>((resolve) => held.once('data', () => resolve()));
  await other.close();
  held.destroy();
});

test('one request is read as one: two hosts, two lengths, an absolute address and a tunnel are refused', async () => {
  const own = `Host: 127.0.0.1:${port}\r\n`;
  const origin = `Origin: ${server.origin}\r\n`;
  const code = access.newCode();
  const smuggled = `POST /session HTTP/1.1\r\n${own}${origin}Content-Length: 64\r\n\r\n${code}`;
  for (const bytes of [
    `GET http://127.0.0.1:${port}/ HTTP/1.1\r\n${own}\r\n`,
    `GET http://evil.example/ HTTP/1.1\r\n${own}\r\n`,
    `GET / HTTP/1.1\r\nHost: evil.example\r\n${own}\r\n`,
    `GET / HTTP/1.1\r\n\r\n`,
    `POST /session HTTP/1.1\r\n${own}${origin}Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    `POST /session HTTP/1.1\r\n${own}${origin}Content-Length: 0\r\nContent-Length: 64\r\n\r\n${code}`,
    `POST /session HTTP/1.1\r\n${own}${origin} Content-Length: 64\r\n\r\n${code}`,
  ]) {
    const said = await new Promise<string>((resolve) => {
      // With nothing more to come, the server hangs up when it has answered all that it takes for a request.
      const raw = tcp({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true }, () => raw.end(bytes));
      let said = '';
      raw.on('data', (chunk: Buffer) => (said += chunk.toString()));
      raw.on('error', () => resolve(said));
      raw.on('close', () => resolve(said));
    });
    expect(said, bytes).not.toMatch(/^HTTP\/1\.1 200/m);
  }
  expect((await redeem(code)).status).toBe(200);
});

test('odd lists of protocols open no window', async () => {
  const good = await token();
  for (const offered of ['rescuepc.v1', 'rescuepc.v1,', `rescuepc.v1,,${good}`, good, `rescuepc.v1 ${good}`, `rescuepc.v1, x, ${good}`]) {
    const head = `Host: 127.0.0.1:${port}\r\nOrigin: ${server.origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`;
    const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n';
    const raw = await new Promise<string>((resolve, reject) => {
      const socket = tcp(Number(port), '127.0.0.1', () =>
        socket.write(`GET /wire HTTP/1.1\r\n${head}${key}Sec-WebSocket-Protocol: ${offered}\r\n\r\n`),
      );
      socket.once('data', (chunk: Buffer) => {
        resolve(chunk.toString());
        socket.destroy();
      });
      socket.on('error', reject);
      socket.once('end', () => reject(new Error('hung up without an answer')));
    });
    expect(raw, offered).toMatch(/^HTTP\/1\.1 40[01]/);
  }
  expect(windows).toEqual([]);
});

test('a seventeenth window is refused, is told that its session is good, and comes in when another goes', async () => {
  const good = await token();
  const open = await Promise.all(Array.from({ length: 16 }, () => knock(['rescuepc.v1', good])));
  expect(await knock(['rescuepc.v1', good])).toBe(503);
  const known = async (said: string): Promise<unknown> =>
    JSON.parse((await ask('/session/known', { method: 'POST', headers: { origin: server.origin }, body: said })).body);
  expect(await known(good)).toEqual({ known: true });
  expect(await known('f'.repeat(64))).toEqual({ known: false });
  expect((await ask('/session/known', { method: 'POST', body: good })).status).toBe(403);
  for (const socket of open) if (typeof socket !== 'number') socket.terminate();
  await until(async () => {
    const next = await knock(['rescuepc.v1', good]);
    return typeof next !== 'number' && (next.terminate(), true);
  });
  await stillServes();
});

test('a window that does not answer any more is ended; one that does stays', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const alive = await window();
  const gone = await window();
  const [servesAlive, servesGone] = windows;
  if (servesAlive === undefined || servesGone === undefined) throw new Error('the windows did not come in');
  const ended = once(gone, 'close');
  // As behind a cable that was pulled: nothing is read, so no ping is answered; the end is then seen once it is read again.
  gone.pause();
  for (let beat = 0; beat < 3; beat += 1) {
    expect(servesGone.readyState).toBe(servesGone.OPEN);
    const answered = once(servesAlive, 'pong');
    vi.advanceTimersByTime(15_000);
    await answered;
  }
  expect(servesGone.readyState).not.toBe(servesGone.OPEN);
  gone.resume();
  await ended;
  expect([alive.readyState, servesAlive.readyState]).toEqual([alive.OPEN, servesAlive.OPEN]);
  alive.terminate();
});

test('a window that reads nothing is ended before it fills the memory', async () => {
  const sent: unknown[] = [];
  const socket = {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 0,
    send(text: string) {
      sent.push(text.length);
      socket.bufferedAmount += text.length;
    },
    terminate() {
      socket.readyState = 3;
    },
  };
  const wire = socketPort(socket as unknown as WebSocket);
  for (let count = 0; count < 100; count++) wire.post('x'.repeat(1024 * 1024));
  expect(socket.readyState).toBe(3);
  expect(sent.length).toBeLessThan(70);
});

test('a flood of pings whose answers are not read ends that window', async () => {
  const socket = await window();
  const [serves] = windows;
  if (serves === undefined) throw new Error('the window did not come in');
  socket.pause();
  let most = 0;
  for (let sent = 0; sent < 200_000 && serves.readyState === serves.OPEN; sent += 1000) {
    for (let count = 0; count < 1000; count += 1) socket.ping('x'.repeat(125));
    await new Promise((resolve) => setImmediate(resolve));
    most = Math.max(most, serves.bufferedAmount);
  }
  await until(() => serves.readyState !== serves.OPEN);
  expect(most).toBeLessThan(4 * 1024 * 1024);
  socket.terminate();
  await stillServes();
});

test('a ping of one that reads is answered', async () => {
  const socket = await window();
  const answered = once(socket, 'pong');
  socket.ping('there?');
  expect(String((await answered)[0])).toBe('there?');
  socket.terminate();
});

test('a dozen windows that flood with right calls leave the server up and each gets its answers', async () => {
  const sockets = await Promise.all(Array.from({ length: 12 }, window));
  const flood = Array.from({ length: 2000 }, (_, id) => JSON.stringify({ op: 'open', id, name: 'item.get', input: {}, credit: 1 }));
  const answers = sockets.map((socket) => {
    let count = 0;
    socket.on('message', () => (count += 1));
    for (const frame of flood) socket.send(frame);
    return () => count;
  });
  await stillServes();
  for (const count of answers) await until(() => count() === flood.length);
  for (const socket of sockets) socket.terminate();
});

test('what follows a frame that ended the window reaches no handler', async () => {
  const socket = await window();
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.send('{');
  for (let id = 1; id < 50; id++) socket.send(JSON.stringify({ op: 'open', id, name: 'item.get', input: {}, credit: 1 }));
  await closed;
  expect(handled).toBe(0);
  await stillServes();
});

test('10,000 random frames reach no handler and leave the server up', async () => {
  let socket = await window();
  const frames = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .record({
        op: fc.constantFrom('open', 'more', 'close', 'items', 'nothing'),
        id: fc.anything(),
        name: fc.string(),
        input: fc.jsonValue(),
        credit: fc.anything(),
      })
      .map((frame) => {
        try {
          return JSON.stringify(frame) ?? '';
        } catch {
          return '{}';
        }
      }),
  );
  for (const frame of fc.sample(frames, 10_000)) {
    if (socket.readyState !== socket.OPEN) socket = await window();
    socket.send(frame);
    // What is no JSON ends the window; the next frame then comes through a new one.
    if (!isJson(frame)) await new Promise<void>((resolve) => socket.once('close', () => resolve()));
  }
  socket.terminate();
  expect(handled).toBe(0);
  await stillServes();
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
