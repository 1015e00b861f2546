import { expect, test } from 'vitest';
import type { AppPorts } from '../../../src-main/core/app-ports.js';
import { dataHandlers } from '../../../src-main/core/data/handlers.js';
import type { Profile } from '../../../src-main/core/ports.js';

/** Saves the accounts of a disk at /mnt to /stick; what was copied where, and what was told. */
async function save(accounts: readonly (readonly [name: string, home: string])[]) {
  const copies: { home: string; to: string }[] = [];
  const ports = {
    engines: { elevated: true, readsAsMachine: false, userName: 'root' },
    profiles: () => Promise.resolve(accounts.map(([name, home], index): Profile => ({ name, home, uid: 1000 + index, gid: 1000 }))),
    sleep: () => new Promise(() => undefined),
    dataSaver: {
      save: ({ root, home }, to) => {
        copies.push({ home: `${root} ${home}`, to });
        return Promise.resolve({ files: 1, bytes: 1, links: 0, unread: [], leftOut: [] });
      },
      writeList: () => Promise.resolve(),
    },
  } satisfies Partial<Record<keyof AppPorts, unknown>> & Pick<AppPorts, 'dataSaver'>;
  const handlers = dataHandlers(ports as unknown as AppPorts);
  const told: { user: string; unread: readonly { path: string; reason: string }[] }[] = [];
  for await (const event of handlers['data.save']({ to: '/stick', root: '/mnt' }, new AbortController().signal))
    if (event.type === 'saved') told.push(...event.users);
  return { copies, told };
}

test('each account is copied into a folder of its name', async () => {
  const { copies, told } = await save([
    ['eve', '/home/eve'],
    ['jürgen.müller', '/home/j m/'],
  ]);
  expect(copies).toEqual([
    { home: '/mnt /home/eve', to: '/stick/eve' },
    { home: '/mnt /home/j m/', to: '/stick/jürgen.müller' },
  ]);
  expect(told.flatMap(({ unread }) => unread)).toEqual([]);
});

test.each([
  '../../etc/cron.d',
  '..',
  '.',
  '',
  'a/b',
  '/etc',
  'a\u0000b',
  'a\nb',
  'a\u001b[2Jb',
  'ä'.repeat(128),
  'saved.json',
  'sha256sums',
])('an account that is called %j is refused and named', async (name) => {
  const { copies, told } = await save([
    [name, '/home/x'],
    ['eve', '/home/eve'],
  ]);
  expect(copies).toEqual([{ home: '/mnt /home/eve', to: '/stick/eve' }]);
  expect(told[0]).toMatchObject({ user: name, unread: [{ path: '/home/x' }] });
});

test.each(['/../../root', '/home/../root', '/', '//', '/home/./eve', '/home/a\nb'])(
  'an account whose home is %j is refused and named',
  async (home) => {
    const { copies, told } = await save([['eve', home]]);
    expect(copies).toEqual([]);
    expect(told[0]).toMatchObject({ user: 'eve', unread: [{ path: home, reason: 'it is not the plain path of a home' }] });
  },
);

test('two accounts never share a folder, also where capitals are all the difference', async () => {
  const { copies, told } = await save([
    ['eve', '/home/eve'],
    ['eve', '/home/again'],
    ['Eve', '/home/other'],
  ]);
  expect(copies.map(({ to }) => to)).toEqual(['/stick/eve']);
  expect(told.map(({ unread }) => unread.length)).toEqual([0, 1, 1]);
});
