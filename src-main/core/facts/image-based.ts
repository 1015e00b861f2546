import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { unread } from './raw.js';
import { readText } from './read-text.js';
import { defineFact } from './types.js';

/** Whether the system is an image whose packages and boot files must not be changed piece by piece. */
export const imageBased = defineFact<{ readonly kind: string | null }>({
  id: 'image-based',
  title: 'Kind of system',
  cost: 'quick',
  needs: [],
  timeoutMs: 5_000,
  async read({ target }): Promise<ReadingOf<{ kind: string | null }>> {
    const ostree =
      (await target.files.stat({ text: '/run/ostree-booted' })) !== null || (await target.files.stat({ text: '/ostree' }))?.kind === 'dir';
    const release = (await readText(target, '/etc/os-release')) ?? (await readText(target, '/usr/lib/os-release'));
    if (release === null) return unread('failed', 'Neither /etc/os-release nor /usr/lib/os-release is there.', '');
    const id = /^ID="?([^"\n]*)"?$/m.exec(release)?.[1] ?? '';
    const kind = ostree ? 'ostree' : id === 'nixos' ? 'NixOS' : id === 'steamos' ? 'SteamOS' : null;
    return {
      known: true,
      value: { kind },
      evidence: [
        { source: '/etc/os-release', line: `ID=${id}`, meaning: kind === null ? 'an ordinary system' : `an image-based system (${kind})` },
      ],
    };
  },
});
