import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { unread } from './raw.js';
import { readText } from './read-text.js';
import { switchLine } from './readers/name-servers.js';
import { defineFact } from './types.js';

export type HostName = {
  readonly name: string;
  /** Something answers for the machine's own name: a resolver, or (on a mounted disk) the hosts file. */
  readonly resolves: boolean;
};

/** The machine's own name, and whether it can be looked up. */
export const hostName = defineFact<HostName>({
  id: 'host-name',
  title: "The machine's own name",
  cost: 'default',
  needs: [],
  timeoutMs: 15_000,
  async read({ target, signal }): Promise<ReadingOf<HostName>> {
    const text = async (path: string): Promise<string> => (await readText(target, path)) ?? '';
    const lines = (await text('/etc/hostname')).split('\n').map((line) => line.trim());
    const name = lines.find((line) => line !== '' && !line.startsWith('#')) ?? '';
    if (!/^[A-Za-z0-9]([A-Za-z0-9.-]{0,62}[A-Za-z0-9])?$/.test(name)) return unread('not-applicable', 'The machine has no fixed name.', '');
    const named = (await text('/etc/hosts'))
      .split('\n')
      .some((line) => line.replace(/#.*/, '').trim().split(/\s+/).slice(1).includes(name));
    const byItself = switchLine(await text('/etc/nsswitch.conf'), 'hosts')?.sources.includes('myhostname') === true;
    // A resolver that does not answer in time is what makes sudo wait: that is no answer.
    const asked =
      named || byItself || !target.running ? null : await target.exec.run({ argv: ['getent', 'hosts', name], timeoutMs: 8_000, signal });
    const resolves = named || byItself || asked?.code === 0;
    const how = named
      ? 'named in /etc/hosts'
      : byItself
        ? 'known through myhostname'
        : resolves
          ? 'a resolver knows it'
          : 'nobody knows it';
    return { known: true, value: { name, resolves }, evidence: [{ source: '/etc/hostname', line: name, meaning: how }] };
  },
});
