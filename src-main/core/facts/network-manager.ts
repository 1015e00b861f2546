import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { commandLine, notUnderstood, stdoutText, unread, unusable } from './raw.js';
import { defineFact } from './types.js';

export type NetworkSwitches = { readonly networking: boolean; readonly wifi: boolean };

/** The switches of NetworkManager: it keeps them over restarts, and while one is off it connects to nothing. */
export const networkManager = defineFact<NetworkSwitches>({
  id: 'network-manager',
  title: 'Switches of NetworkManager',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<NetworkSwitches>> {
    const argv = ['nmcli', '-t', '-f', 'NETWORKING,WIFI', 'general'] as const;
    const raw = await target.exec.run({ argv: [...argv], timeoutMs: 8_000, signal });
    const bad = unusable(raw);
    if (bad?.code === 'missing-tool') return unread('not-applicable', 'This system does not use NetworkManager.', '');
    if (bad) return bad;
    // nmcli(1): 8 means that NetworkManager does not run.
    if (raw.code === 8) return unread('not-applicable', 'NetworkManager does not run.', '');
    const line = stdoutText(raw).trim();
    const [, networking, wifi] = /^(enabled|disabled):(enabled|disabled|missing)$/.exec(line) ?? [];
    if (raw.code !== 0 || networking === undefined) return notUnderstood(raw);
    const value = { networking: networking === 'enabled', wifi: wifi !== 'disabled' };
    const words = [value.networking ? 'networks are on' : 'networks are off', value.wifi ? 'wireless ones too' : 'wireless ones off'];
    return { known: true, value, evidence: [{ source: commandLine(raw), line, meaning: words.join(', ') }] };
  },
});
