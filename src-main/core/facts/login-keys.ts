import { posix } from 'node:path';
import type { ReadingOf, UnreadPart } from '../../../src-shared/contract/fact.js';
import type { Target } from '../ports.js';
import { readPart } from './parts.js';
import { isMovable } from './suspect.js';
import { defineFact } from './types.js';

export type KeyFile = {
  readonly account: string;
  readonly path: string;
  readonly keys: number;
  readonly mode: number;
  readonly fault: 'no-login' | 'old-name' | 'open-to-all';
  /** Root may change it without crossing anybody else's folder. */
  readonly changeable: boolean;
};

/** ssh keys that open this machine in ways nobody would choose. */
export const loginKeys = defineFact<{ readonly files: number; readonly faults: readonly KeyFile[] }>({
  id: 'login-keys',
  title: 'Keys that open this machine',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 20_000,
  async read({ target }): Promise<ReadingOf<{ files: number; faults: KeyFile[] }>> {
    const passwd = new TextDecoder().decode(await target.files.read({ text: '/etc/passwd' }, 4_000_000));
    const faults: KeyFile[] = [];
    const unread: UnreadPart[] = [];
    let files = 0;
    for (const line of passwd.split('\n')) {
      const [account = '', , uid = '', , , home = '', shell = ''] = line.split(':');
      if (!home.startsWith('/') || home === '/') continue;
      const service = Number(uid) > 0 && Number(uid) < 1000 && /\/(nologin|false)$/.test(shell);
      for (const name of ['authorized_keys', 'authorized_keys2']) {
        const path = posix.join(home, '.ssh', name);
        const found = await readPart(unread, path, () => look(target, path));
        if (found === null) continue;
        files += 1;
        const open = (found.mode & 0o022) !== 0 && Number(uid) === 0;
        const fault = service ? 'no-login' : name.endsWith('2') ? 'old-name' : open ? 'open-to-all' : null;
        if (fault !== null && found.keys > 0) faults.push({ account, path, ...found, fault, changeable: await isMovable(target, path) });
      }
    }
    const evidence = faults.map(({ path, keys, mode }) => ({
      source: path,
      line: `${keys} keys, mode ${mode.toString(8)}`,
      meaning: 'opens this machine',
    }));
    return { known: true, value: { files, faults }, evidence, unread };
  },
});

async function look(target: Target, path: string): Promise<{ keys: number; mode: number } | null> {
  const stat = await target.files.stat({ text: path });
  if (stat?.kind !== 'file') return null;
  const text = new TextDecoder().decode(await target.files.read({ text: path }, 4_000_000));
  const keys = text.split('\n').filter((line) => /^[^#]*\b(ssh-(rsa|ed25519|dss)|ecdsa-sha2-\S+|sk-\S+) AAAA/.test(line)).length;
  return { keys, mode: stat.mode };
}
