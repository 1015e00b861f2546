import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { FactContext } from './types.js';
import { stdoutText, unread } from './raw.js';
import { readIptables, readNftRuleset } from './readers/nft.js';
import { readText } from './read-text.js';
import { defineFact } from './types.js';

/** `by`: what says so, 'nftables', 'iptables', or the service that keeps it up. */
export type Firewall = { readonly on: boolean; readonly by: string };

const services = ['firewalld', 'ufw', 'nftables'] as const;

/**
 * Whether the kernel filters what comes in. Root reads the rules themselves; who is not root can only see that a firewall's service
 * runs, and that none does is no proof. The tools of ufw and firewalld are not asked: they take a third of a second each.
 */
export const firewall = defineFact<Firewall>({
  id: 'firewall',
  title: 'Firewall',
  cost: 'default',
  needs: [],
  timeoutMs: 15_000,
  runningOnly: true,
  async read(context): Promise<ReadingOf<Firewall>> {
    if (!context.elevated) return readServices(context);
    const { target, signal } = context;
    const nft = readNftRuleset(await target.exec.run({ argv: ['nft', '-j', 'list', 'ruleset'], timeoutMs: 6_000, signal }));
    if (nft.known && nft.value.refuses) return { ...nft, value: { on: true, by: 'nftables' } };
    const old = readIptables(await target.exec.run({ argv: ['iptables', '-S'], timeoutMs: 6_000, signal }));
    if (old.known && old.value.refuses) return { ...old, value: { on: true, by: 'iptables' } };
    if (nft.known) return { ...nft, value: { on: false, by: 'nftables' } };
    if (old.known) return { ...old, value: { on: false, by: 'iptables' } };
    return nft;
  },
});

async function readServices({ target, signal }: FactContext): Promise<ReadingOf<Firewall>> {
  const raw = await target.exec.run({ argv: ['systemctl', 'is-active', ...services], timeoutMs: 6_000, signal });
  const states = stdoutText(raw).trim().split('\n');
  const ufwOn = /^ENABLED=yes$/im.test((await readText(target, '/etc/ufw/ufw.conf')) ?? '');
  // ufw's service and nftables' are "active" once they have loaded their rules, whatever these are; ufw's file says whether it is on.
  const by = services.find((name, index) => states[index] === 'active' && (name === 'firewalld' || (name === 'ufw' && ufwOn)));
  return by === undefined
    ? unread('needs-elevation', 'Firewall: only an administrator may read its rules.', "Run 'sudo rescuepc scan'.")
    : {
        known: true,
        value: { on: true, by },
        evidence: [{ source: 'systemctl is-active', line: `${by} active`, meaning: 'a firewall runs' }],
      };
}
