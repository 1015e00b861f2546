import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Evidence } from '../../../src-shared/contract/words.js';
import { packageOwner } from './package-owner.js';
import { readText } from './read-text.js';
import { defineFact } from './types.js';

export type StrayFile = {
  readonly kind: 'nologin' | 'no-service-starts' | 'no-machine-id' | 'everybody-denied';
  readonly file: string;
  readonly said: string;
};

/**
 * Small files that shut something for everybody, long after their reason is gone. Sources: nologin(5), machine-id(5),
 * hosts_access(5), invoke-rc.d(8) on policy-rc.d.
 */
export const strayFiles = defineFact<StrayFile[]>({
  id: 'stray-files',
  title: 'Files that shut something for everybody',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  async read({ target, signal }): Promise<ReadingOf<StrayFile[]>> {
    const found: StrayFile[] = [];
    const nologin = await readText(target, '/etc/nologin');
    if (nologin !== null) found.push({ kind: 'nologin', file: '/etc/nologin', said: nologin.trim() });
    const policy = '/usr/sbin/policy-rc.d';
    const rule = await readText(target, policy);
    // In a container and where services are started by nobody it belongs there, and so does one that a package brought.
    const bare = rule?.split('\n').filter((line) => !/^\s*(#|$)/.test(line)) ?? [];
    if (
      bare.length === 1 &&
      /^\s*exit\s+101\s*$/.test(bare[0] ?? '') &&
      target.running &&
      (await packageOwner(target, policy, signal)) === null
    )
      found.push({ kind: 'no-service-starts', file: policy, said: bare[0] ?? '' });
    const id = await readText(target, '/etc/machine-id');
    if (target.running && id !== null && !/^[0-9a-f]{32}$/.test(id.trim()))
      found.push({ kind: 'no-machine-id', file: '/etc/machine-id', said: id.trim() });
    const denied = /^[ \t]*ALL[ \t]*:[ \t]*ALL[ \t]*\r?$/im.exec((await readText(target, '/etc/hosts.deny')) ?? '')?.[0];
    const allowed = /^[ \t]*[^#\s]/m.test((await readText(target, '/etc/hosts.allow')) ?? '');
    if (denied !== undefined && !allowed) found.push({ kind: 'everybody-denied', file: '/etc/hosts.deny', said: denied.trim() });
    const evidence: Evidence[] = found.map(({ kind, file, said }) => ({
      source: file,
      line: said === '' ? 'empty' : said,
      meaning: meanings[kind],
    }));
    return { known: true, value: found, evidence };
  },
});

const meanings = {
  nologin: 'while this file is there, only root may log in',
  'no-service-starts': 'services of new programs are never started',
  'no-machine-id': 'this machine has no number of its own, which the message bus and the network need',
  'everybody-denied': 'connections from everywhere are refused, and no exception is made',
} as const;
