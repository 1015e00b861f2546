import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { stdoutText, unread, unusable } from './raw.js';
import { defineFact } from './types.js';

/** Public name servers that answer everywhere on port 443 by their address alone. */
export const internetAddresses = ['1.1.1.1', '9.9.9.9', '2606:4700:4700::1111'];
const names = ['debian.org', 'example.com'];
const portalProbe = 'http://detectportal.firefox.com/success.txt';

export type Reach = { readonly reached: boolean; readonly ms: number | null };

/** Whether an address on the internet can be reached, without any name. Asks the network; only when it is asked for. */
export const internetAddress = defineFact<Reach>({
  id: 'internet-address',
  title: 'An address on the internet',
  cost: 'on-demand',
  needs: ['network'],
  timeoutMs: 15_000,
  runningOnly: true,
  async read({ net }): Promise<ReadingOf<Reach>> {
    if (net === null) return unread('no-network', 'The network was not asked.', '');
    const tries = await Promise.all(internetAddresses.map(async (address) => ({ address, ...(await net.connect(address, 443, 4_000)) })));
    const first = tries.find((attempt) => attempt.error === null);
    const evidence = tries.map(({ address, error, ms }) => ({
      source: `TCP ${address}:443`,
      line: error ?? `connected in ${ms} ms`,
      meaning: error === null ? 'the internet is reachable' : 'not reached',
    }));
    return { known: true, value: { reached: first !== undefined, ms: first?.ms ?? null }, evidence };
  },
});

/** Whether names are found, in the way in which programs of this system look for them. */
export const nameLookup = defineFact<Reach>({
  id: 'name-lookup',
  title: 'Names of the internet',
  cost: 'on-demand',
  needs: ['network'],
  timeoutMs: 20_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<Reach>> {
    const evidence = [];
    let reached = false;
    for (const name of names) {
      const raw = await target.exec.run({ argv: ['getent', 'ahosts', name], timeoutMs: 8_000, signal });
      const bad = unusable(raw);
      if (bad && bad.code !== 'timed-out') return bad;
      const found = raw.code === 0 ? (stdoutText(raw).split(/\s/)[0] ?? '') : '';
      reached ||= found !== '';
      evidence.push({
        source: `getent ahosts ${name}`,
        line: found === '' ? `exit code ${raw.code ?? 'none'}` : found,
        meaning: found === '' ? 'not found' : 'found',
      });
    }
    return { known: true, value: { reached, ms: null }, evidence };
  },
});

export type Portal = { readonly captive: boolean; readonly location: string };

/** Whether a login page (hotel, train) stands between this machine and the internet. */
export const captivePortal = defineFact<Portal>({
  id: 'captive-portal',
  title: 'Login page of the network',
  cost: 'on-demand',
  needs: ['network'],
  timeoutMs: 15_000,
  runningOnly: true,
  async read({ net }): Promise<ReadingOf<Portal>> {
    if (net === null) return unread('no-network', 'The network was not asked.', '');
    const answer = await net.get(portalProbe, 10_000);
    if (answer.error !== null) return unread('no-network', `No answer from ${portalProbe}: ${answer.error}.`, '');
    const captive = answer.status !== 200 || answer.body.trim() !== 'success';
    return {
      known: true,
      value: { captive, location: answer.location },
      evidence: [
        {
          source: portalProbe,
          line: `${answer.status} ${answer.location}`.trim(),
          meaning: captive ? 'something answers in its place: a login page' : 'the real answer came',
        },
      ],
    };
  },
});
