import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createTcp, type AddressInfo, type Server } from 'node:net';
import { createServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { nodeNet } from '../../../src-main/adapters/node-net.js';
import { readSecureConnection } from '../../../src-main/core/facts/secure-connection.js';
import type { FactReadings } from '../../../src-main/core/facts/index.js';
import { secureStep } from '../../../src-main/core/scan/symptoms/secure.js';
import { notKnown } from '../../fakes/fake-catalogue.js';
import { createAuthority, type Identity } from './certificates.js';

/* Real handshakes with real TLS servers on 127.0.0.1, with certificates that openssl issues for any time. */

const folder = mkdtempSync(join(tmpdir(), 'rescuepc-unit-'));
const authority = createAuthority(folder, 'Lab Authority');
const box = createAuthority(folder, 'Filter Box');
const sound = authority.issue([-1, 30]);
const builtIn = getCACertificates('default');
const servers: Server[] = [];

afterEach(() => {
  vi.useRealTimers();
  setDefaultCACertificates(builtIn);
  for (const server of servers.splice(0)) server.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function listening(server: Server): Promise<{ address: string; port: number }> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

/** A server that tells a time this many days from now, or says nothing. */
function secured(identity: Identity, days: number | null = 0): Promise<{ address: string; port: number }> {
  const said = days === null ? '' : `HTTP/1.1 200 OK\r\nDate: ${new Date(Date.now() + days * 86_400_000).toUTCString()}\r\n\r\n`;
  return listening(
    createServer({ ...identity }, (socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => socket.end(said));
    }),
  );
}

/** A port where nobody answers. */
async function closed(): Promise<{ address: string; port: number }> {
  const place = await listening(createTcp());
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return place;
}

async function look(list: string, ...places: { address: string; port: number }[]) {
  const reading = await readSecureConnection(nodeNet, list, places);
  const rung = secureStep.look({ 'secure-connection': reading } as unknown as FactReadings);
  return { reading, value: reading.known ? reading.value : null, rung };
}

test('a sound one: who vouches is named', async () => {
  const { value, rung } = await look(authority.cert, await secured(sound));
  expect(value).toMatchObject({ state: 'ok', issuer: 'Lab Authority' });
  expect(rung).toMatchObject({ state: 'fine', says: 'they come about; Lab Authority vouches', routines: [] });
});

test('one sound answer is enough: the others may be used by the network for itself', async () => {
  const { value, reading } = await look(authority.cert, await secured(box.issue([-1, 30])), await closed(), await secured(sound));
  expect(value?.state).toBe('ok');
  expect(reading.known && reading.evidence.map(({ line }) => line.split(';')[0])).toEqual(['trusted', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE']);
});

test('not valid yet: the clock is behind by what the other side says', async () => {
  const { value, rung } = await look(authority.cert, await secured(authority.issue([300, 400]), 350));
  expect(value?.state).toBe('time');
  expect(value?.aheadSeconds).toBeCloseTo(-350 * 86_400, -2);
  expect(rung?.says).toBe('The clock of this machine is 350 days behind: every secure web site and update server is refused.');
  expect(rung?.routines).toEqual(['any-clock-sync']);
});

test('expired: the clock is ahead, or is right, or nobody tells', async () => {
  const old = authority.issue([-60, -10]);
  const ahead = await look(authority.cert, await secured(old, -20));
  expect(ahead.rung?.says).toContain('is 20 days ahead');
  const right = await look(authority.cert, await secured(old));
  expect(right.rung?.says).toContain('although the clock is right');
  expect(right.rung?.routines).toEqual(['any-trust-store', 'any-proxy-hijack']);
  const silent = await look(authority.cert, await secured(old, null));
  expect(silent.value).toMatchObject({ state: 'time', aheadSeconds: null });
  expect(silent.rung?.says).toContain('look whether date and time');
});

test('a box that opens connections is named, and no list knows it', async () => {
  const { value, rung } = await look(authority.cert, await secured(box.issue([-1, 30])));
  expect(value).toMatchObject({ state: 'issuer', issuer: 'Filter Box' });
  expect(rung?.says).toContain('Filter Box vouches for 127.0.0.1');
  expect(rung?.routines).toContain('any-proxy-hijack');
});

test.each([
  ['missing', ''],
  ['without this authority', box.cert],
  ['cut off', `${box.cert}${authority.cert.slice(0, 200)}`],
  ['no list at all', 'garbage\n'],
])('the list of authorities of this machine is to blame where the own list knows better: %s', async (_, list) => {
  setDefaultCACertificates([authority.cert]);
  const { value, rung } = await look(list, await secured(sound));
  expect(value?.state).toBe('list');
  expect(rung).toMatchObject({ state: 'breaks', routines: ['any-trust-store'] });
});

test("somebody else's certificate", async () => {
  const { value } = await look(authority.cert, await secured(authority.issue([-1, 30], '127.0.0.9')));
  expect(value?.state).toBe('name');
});

test('connected, and no handshake: hung up, and words that are no TLS', async () => {
  const hangsUp = await listening(createTcp((socket) => void socket.on('error', () => undefined).once('data', () => socket.destroy())));
  const plain = await listening(
    createTcp((socket) => void socket.on('error', () => undefined).once('data', () => socket.end('HTTP/1.1 400 no\r\n\r\n'))),
  );
  for (const place of [hangsUp, plain]) {
    const { value, rung } = await look(authority.cert, place);
    expect(value?.state).toBe('refused');
    expect(rung).toMatchObject({ state: 'breaks', routines: ['any-proxy-hijack'] });
  }
});

test('one that never answers the handshake is given up', async () => {
  let hear = (): void => undefined;
  const greeted = new Promise<void>((resolve) => (hear = resolve));
  const mute = await listening(createTcp((socket) => void socket.on('error', () => undefined).once('data', () => hear())));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const shown = nodeNet.secure(mute.address, mute.port, { timeoutMs: 300 });
  await greeted;
  vi.advanceTimersByTime(300);
  expect(await shown).toEqual({ connected: true, error: 'no answer', certificate: null, time: null });
});

test('nobody answers at all: it was not tried', async () => {
  const { reading, rung } = await look(authority.cert, await closed());
  expect(reading).toMatchObject({ known: false, code: 'no-network' });
  expect(rung?.state).toBe('could-not-look');
});

test('without the network nothing is claimed', () => {
  const facts = { 'secure-connection': notKnown('no-network') } as unknown as FactReadings;
  expect(secureStep.look(facts)?.state).toBe('could-not-look');
});
