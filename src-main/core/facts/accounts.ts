import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { orAbsent } from './read-text.js';
import { defineFact } from './types.js';

export type Accounts = {
  readonly people: readonly string[];
  readonly extraRoots: readonly string[];
  readonly withoutPassword: readonly string[];
};

/** People's accounts, further accounts with root's number, and, as far as root reads it, accounts without a password. */
export const accounts = defineFact<Accounts>({
  id: 'accounts',
  title: 'Accounts',
  cost: 'quick',
  needs: [],
  timeoutMs: 5_000,
  async read({ target, profiles, elevated }): Promise<ReadingOf<Accounts>> {
    const passwd = lines(await target.files.read({ text: '/etc/passwd' }, 16_000_000));
    const extraRoots = passwd.filter((fields) => fields[2] === '0' && fields[0] !== 'root').map((fields) => fields[0] ?? '');
    const shadow = elevated ? lines((await orAbsent(target.files.read({ text: '/etc/shadow' }, 16_000_000))) ?? new Uint8Array()) : [];
    const canLogIn = new Set(passwd.filter((fields) => !/(nologin|false)$/.test(fields[6] ?? '')).map((fields) => fields[0]));
    const withoutPassword = shadow.filter((fields) => fields[1] === '' && canLogIn.has(fields[0])).map((fields) => fields[0] ?? '');
    const people = profiles.map((profile) => profile.name);
    const evidence = [
      ...extraRoots.map((name) => ({ source: '/etc/passwd', line: name, meaning: 'an account with all rights of root' })),
      ...withoutPassword.map((name) => ({ source: '/etc/shadow', line: name, meaning: 'an account that needs no password' })),
    ];
    return { known: true, value: { people, extraRoots, withoutPassword }, evidence };
  },
});

function lines(bytes: Uint8Array): string[][] {
  return new TextDecoder()
    .decode(bytes)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(':'));
}
