import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Target } from '../ports.js';
import { unread } from './raw.js';
import { defineFact } from './types.js';

export type TrustStore = {
  /** Certificates that the bundle begins and ends; null: there is no bundle. */
  readonly begun: number | null;
  readonly ended: number;
  /** Certificates that the configuration wants and that are there. */
  readonly wanted: number;
};

const bundle = '/etc/ssl/certs/ca-certificates.crt';

/** The list of authorities by which programs recognise genuine web sites and update servers. */
export const trustStore = defineFact<TrustStore>({
  id: 'trust-store',
  title: 'Trusted certificate authorities',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  async read({ target }): Promise<ReadingOf<TrustStore>> {
    const config = await textOf(target, '/etc/ca-certificates.conf');
    if (config === null) return unread('not-applicable', 'The list of authorities is not kept by ca-certificates here.', '');
    const names = config.split('\n').filter((line) => /^[^#!\s]/.test(line));
    let wanted = 0;
    for (const name of names) if ((await target.files.stat({ text: `/usr/share/ca-certificates/${name}` })) !== null) wanted += 1;
    const text = await textOf(target, bundle);
    const begun = text === null ? null : (text.match(/^-----BEGIN CERTIFICATE-----$/gm)?.length ?? 0);
    const ended = text?.match(/^-----END CERTIFICATE-----$/gm)?.length ?? 0;
    const line = begun === null ? 'missing' : `${begun} certificates begin, ${ended} end`;
    return { known: true, value: { begun, ended, wanted }, evidence: [{ source: bundle, line, meaning: `${wanted} are wanted` }] };
  },
});

async function textOf(target: Target, path: string): Promise<string | null> {
  return (await target.files.stat({ text: path }))?.kind === 'file'
    ? new TextDecoder().decode(await target.files.read({ text: path }, 32_000_000))
    : null;
}
