import { request } from 'node:http';
import { connect as tcp } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createAccess, type Access } from '../../src-main/hosts/console/access.js';
import { startServer, type ConsoleServer } from '../../src-main/hosts/console/server.js';
import { socketPort } from '../../src-main/hosts/console/socket-port.js';
import { Type } from 'typebox';
import { call, connect, serve } from '../../src-shared/wire/index.js';

/* Whoever can reach the loopback address: other programs, other users, and every page that this machine's browsers have open. */

const contract = { 'item.get': call(Type.Object({}), Type.Integer()) };
let handled = 0;
let windows = 0;
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
      windows += 1;
      serve(contract, { 'item.get': () => Promise.resolve(++handled) }, socketPort(socket));
    },
  });
  port = new URL(server.origin).port;
});
afterAll(() => server.close());
beforeEach(() => {
  handled = 0;
  windows = 0;
});

type Answer = { readonly status: number; readonly body: string; readonly headers: NodeJS.Dict<string | string[]> };

function ask(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path, method: options.method ?? 'GET', headers: { host: `127.0.0.1:${port}`, ...options.headers } },
      (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }));
      },
    );
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
    socket.once('error', reject);
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
  expect(windows).toBe(0);
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
  expect(windows).toBe(0);
});

test('a name that was made to point here is refused (DNS rebinding), for pages, sessions and windows', async () => {
  const good = await token();
  for (const host of ['evil.example', `evil.example:${port}`, `localhost:${port}`, '127.0.0.1', `127.0.0.1:1`]) {
    expect((await ask('/', { headers: { host } })).status).toBe(421);
    expect((await ask('/session', { method: 'POST', headers: { host, origin: server.origin }, body: access.newCode() })).status).toBe(421);
    expect(await knock(['rescuepc.v1', good], { host, origin: server.origin })).toBe(421);
  }
  expect(windows).toBe(0);
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
}, 120_000);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
