import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Target } from '../ports.js';
import { unread } from './raw.js';
import { orUnseen } from './read-text.js';
import { defineFact } from './types.js';

/** `readable`: by the user _apt, as whom apt checks signatures. `format`: `other` is no keyring. */
export type Keyring = {
  readonly path: string;
  readonly mode: number;
  readonly readable: boolean;
  readonly format: 'keyring' | 'empty' | 'other';
};

const folder = '/etc/apt/trusted.gpg.d';

/** Keys by which apt trusts package sources, and whether apt can use them. */
export const aptKeyrings = defineFact<Keyring[]>({
  id: 'apt-keyrings',
  title: 'Keys of package sources',
  cost: 'default',
  needs: [],
  timeoutMs: 15_000,
  async read({ target }): Promise<ReadingOf<Keyring[]>> {
    if ((await target.files.stat({ text: folder })) === null) return unread('not-applicable', 'This system does not use apt.', '');
    const listed = (await target.files.list({ text: folder })).map((entry) => entry.text).filter((path) => /\.(gpg|asc)$/.test(path));
    const keyrings: Keyring[] = [];
    for (const path of listed.toSorted()) {
      const stat = await target.files.stat({ text: path });
      if (stat === null || stat.kind !== 'file') continue;
      const format = stat.size === 0 ? 'empty' : (await isKeyring(target, path)) ? 'keyring' : 'other';
      keyrings.push({ path, mode: stat.mode, readable: (stat.mode & 0o004) !== 0, format });
    }
    const evidence = keyrings.flatMap((keyring) => {
      const meaning = wrong(keyring);
      return meaning === null ? [] : [{ source: keyring.path, line: `mode ${keyring.mode.toString(8).padStart(4, '0')}`, meaning }];
    });
    return { known: true, value: keyrings, evidence };
  },
});

/** What keeps apt from using a keyring; null: nothing. An empty file is passed over by apt without a word. */
export function wrong(keyring: Keyring): string | null {
  if (keyring.format === 'other') return 'this is no keyring; apt ignores it';
  return keyring.readable ? null : 'apt may not read it and ignores its keys';
}

/** As apt-key(8) judges: the armour line in an .asc file; the first byte of an OpenPGP public key in a .gpg file. */
async function isKeyring(target: Target, path: string): Promise<boolean> {
  const bytes = await orUnseen(target.files.read({ text: path }, 16_000_000));
  // What may not be read is not judged; its permissions are.
  if (bytes === null) return true;
  if (path.endsWith('.asc')) return Buffer.from(bytes).toString('latin1').includes('-----BEGIN PGP PUBLIC KEY BLOCK-----');
  return [0x98, 0x99, 0xc6].includes(bytes[0] ?? 0);
}
