import { connect, type DetailedPeerCertificate, type PeerCertificate, type TLSSocket } from 'node:tls';
import type { Handshake, Net } from '../core/engine-ports.js';

/** One handshake, whoever answers: what is wrong with the certificate is told, and nothing but a request for headers is sent. */
export const handshake: Net['secure'] = (address, port, { authorities, timeoutMs }) =>
  new Promise((resolve) => {
    let seen: Handshake = { connected: false, error: 'no answer', certificate: null, time: null };
    let answer = '';
    // An empty list is a list too: as a text it would count as none given.
    const socket = connect({
      host: address,
      port,
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
      ...(authorities === undefined ? {} : { ca: [authorities] }),
    });
    // A limit for all of it: somebody who sends a byte now and then does not prolong it.
    const limit = setTimeout(() => end(), timeoutMs);
    const end = (): void => {
      clearTimeout(limit);
      socket.destroy();
      resolve(seen);
    };
    socket.on('connect', () => (seen = { ...seen, connected: true }));
    socket.on('secureConnect', () => {
      seen = { ...seen, error: refusal(socket), certificate: shown(socket.getPeerCertificate()) };
      socket.write(`HEAD / HTTP/1.1\r\nHost: ${address.includes(':') ? `[${address}]` : address}\r\nConnection: close\r\n\r\n`);
    });
    socket.on('data', (bytes: Buffer) => {
      answer += bytes.toString('latin1');
      if (answer.length > 16_000 || answer.includes('\r\n\r\n')) {
        seen = { ...seen, time: timeIn(answer) };
        end();
      }
    });
    socket.on('error', (error) => {
      // After the handshake only the other side's time is missing.
      if (seen.certificate === null) seen = { ...seen, error: codeOf(error) };
      end();
    });
    socket.on('close', () => {
      if (seen.connected && seen.certificate === null && seen.error === 'no answer') seen = { ...seen, error: 'closed without an answer' };
      end();
    });
  });

/** Node's type says Error, at run time it is the code. */
function refusal(socket: TLSSocket): string | null {
  if (socket.authorized) return null;
  const error: unknown = socket.authorizationError;
  return error instanceof Error ? codeOf(error) : String(error);
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : error.message;
}

function shown(certificate: PeerCertificate | DetailedPeerCertificate): Handshake['certificate'] {
  if (!('valid_from' in certificate)) return null;
  const { subject, issuer, valid_from: from, valid_to: to } = certificate;
  return { subject: nameOf(subject), issuer: nameOf(issuer), from: new Date(from), to: new Date(to) };
}

/** Names are the other side's words: one line, not long. */
function nameOf(name: PeerCertificate['issuer'] | undefined): string {
  const words = [name?.O ?? name?.CN ?? ''].flat().join(', ');
  return words
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 80);
}

function timeIn(answer: string): Date | null {
  const time = new Date(/^date: (.*)\r$/im.exec(answer)?.[1] ?? '');
  return Number.isNaN(time.getTime()) ? null : time;
}
