import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Handshake, Net } from '../engine-ports.js';
import { internetAddresses } from './internet.js';
import { unread } from './raw.js';
import { readText } from './read-text.js';
import { defineFact } from './types.js';

/**
 * `time`: the certificate is not valid yet or any more; `list`: this machine's list of authorities lacks one that is known everywhere;
 * `issuer`: nobody knows who issued the certificate; `name`: it is somebody else's; `refused`: connected, and no handshake came about.
 */
export type SecureConnection = {
  readonly state: 'ok' | 'time' | 'list' | 'issuer' | 'name' | 'refused';
  readonly address: string;
  readonly issuer: string;
  /** Seconds by which this machine's clock is ahead of the other side's (behind: negative); null: it did not tell the time. */
  readonly aheadSeconds: number | null;
};

/** Where distributions keep the list by which programs recognise genuine servers; update-ca-certificates(8), update-ca-trust(8). */
const lists = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** Whether a secure connection comes about with the clock and the list of authorities of this machine. Only when it is asked for. */
export const secureConnection = defineFact<SecureConnection>({
  id: 'secure-connection',
  title: 'A secure connection',
  cost: 'on-demand',
  needs: ['network'],
  timeoutMs: 20_000,
  runningOnly: true,
  async read({ net, target }): Promise<ReadingOf<SecureConnection>> {
    if (net === null) return unread('no-network', 'The network was not asked.', '');
    let authorities = '';
    for (const list of lists) authorities ||= (await readText(target, list, 8_000_000)) ?? '';
    return readSecureConnection(
      net,
      authorities,
      internetAddresses.map((address) => ({ address, port: 443 })),
    );
  },
});

type Place = { readonly address: string; readonly port: number };
const timeoutMs = 6_000;

/** Asks all places at once. One that is right is enough: some networks use an address of these for themselves. */
export async function readSecureConnection(net: Net, authorities: string, places: readonly Place[]): Promise<ReadingOf<SecureConnection>> {
  const tries = await Promise.all(
    places.map(async (place) => {
      const shown = await net.secure(place.address, place.port, { authorities, timeoutMs });
      return { place, shown, at: Date.now() };
    }),
  );
  const answered = tries
    .filter(({ shown }) => shown.connected)
    .map((attempt) => ({ ...attempt, state: stateOf(attempt.shown) }))
    .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const [best] = answered;
  if (best === undefined)
    return unread('no-network', 'No secure connection was tried: no address on the internet answers at all.', 'Mend the connection first.');
  const { place, at, shown } = best;
  const state = best.state === 'issuer' && (await isKnownElsewhere(net, place)) ? 'list' : best.state;
  const aheadSeconds = shown.time === null ? null : Math.round((at - shown.time.getTime()) / 1000);
  return {
    known: true,
    value: { state, address: place.address, issuer: shown.certificate?.issuer ?? '', aheadSeconds },
    evidence: answered.map((one) => ({
      source: `TLS ${one.place.address}:${one.place.port}`,
      line: lineOf(one.shown),
      meaning: meanings[one === best ? state : one.state],
    })),
  };
}

/** From what settles the question to what says least. */
const order: readonly SecureConnection['state'][] = ['ok', 'time', 'issuer', 'name', 'refused'];

const meanings: Readonly<Record<SecureConnection['state'], string>> = {
  ok: 'secure connections come about',
  time: 'the certificate is not valid at the time that the clock shows',
  list: 'this program knows the authority, the list of this machine does not',
  issuer: 'nobody here knows who issued the certificate',
  name: 'somebody else answers in its place',
  refused: 'connected, but no secure connection came about',
};

function stateOf({ error, certificate }: Handshake): SecureConnection['state'] {
  if (error === null) return 'ok';
  if (certificate === null) return 'refused';
  if (error === 'CERT_NOT_YET_VALID' || error === 'CERT_HAS_EXPIRED') return 'time';
  return error === 'ERR_TLS_CERT_ALTNAME_INVALID' ? 'name' : 'issuer';
}

/** The list that comes with this program is another than the machine's. */
async function isKnownElsewhere(net: Net, { address, port }: Place): Promise<boolean> {
  return (await net.secure(address, port, { timeoutMs })).error === null;
}

function lineOf({ error, certificate }: Handshake): string {
  if (certificate === null) return error ?? '';
  const day = (date: Date): string => (Number.isNaN(date.getTime()) ? '?' : date.toISOString().slice(0, 10));
  return `${error ?? 'trusted'}; ${certificate.subject}, issued by ${certificate.issuer}, ${day(certificate.from)} to ${day(certificate.to)}`;
}
