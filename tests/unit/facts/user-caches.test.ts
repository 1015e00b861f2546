import { expect, test } from 'vitest';
import type { Item } from '../../../src-shared/contract/plan.js';
import { userCaches, type UserCache } from '../../../src-main/core/facts/user-caches.js';
import { isNamed } from '../../../src-main/core/repair/plan.js';
import { anyUserCacheClean } from '../../../src-main/core/routines/linux/any-user-cache-clean.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const alice = { name: 'alice', uid: 1000, gid: 1000, home: '/home/alice' };

test('only parts of known caches are counted; what exists once is not even named', async () => {
  const { ports, files } = createFakeWorld();
  for (const path of ['thumbnails/large/a', 'thumbnails/own/b', 'go-build/0a/c', 'go-build/fuzz/d', 'rclone/vfs/e', 'f'])
    files.put(`/home/alice/.cache/${path}`, '12345');
  const target = await ports.target({ root: '/' });
  const reading = await userCaches.read({
    target,
    as: () => Promise.resolve(target),
    profiles: [alice],
    ask: () => Promise.reject(new Error('nothing is asked')),
    net: null,
    elevated: false,
    uid: 1000,
    signal: new AbortController().signal,
  });
  const [cache] = reading.known ? reading.value : [];
  const entries = cache?.programs.map(({ program, entries: of }) => [program, of.map(({ path }) => path.text)]);
  expect(entries).toEqual([
    ['thumbnails', ['/home/alice/.cache/thumbnails/large']],
    ['go-build', ['/home/alice/.cache/go-build/0a']],
  ]);
  expect(cache?.allocated).toBe(10);
});

const entry = (text: string) => ({ path: { text }, files: 1, bytes: 900_000_000 });
const folder = '/home/alice/.cache';
const cache: UserCache = {
  user: 'alice',
  folder,
  allocated: 1_800_000_000,
  unread: null,
  programs: [
    { program: 'thumbnails', entries: [entry(`${folder}/thumbnails/large`)], allocated: 900_000_000 },
    { program: 'mozilla', entries: [entry(`${folder}/mozilla/firefox/x/cache2`)], allocated: 900_000_000 },
  ],
};
const facts = { 'user-caches': { known: true as const, value: [cache], evidence: [] } };

test("each program's cache is an item of its own and can be left out; a user's name means all of his", () => {
  const diagnosis = anyUserCacheClean.diagnose(facts as never);
  expect(diagnosis.items.map(({ id, outcome }) => [id, outcome])).toEqual([
    ['alice/thumbnails', 'needed'],
    ['alice/mozilla', 'needed'],
  ]);
  const [stage] = anyUserCacheClean.plan({ diagnosis, facts: facts as never, params: {}, items: ['alice/mozilla'] });
  expect(stage?.steps).toMatchObject([{ item: 'alice/mozilla', entries: [{ path: { text: `${folder}/mozilla/firefox/x/cache2` } }] }]);
  const named = (...names: string[]): string[] => diagnosis.items.filter((item: Item) => isNamed(item, names)).map(({ id }) => id);
  expect(named('alice')).toEqual(['alice/thumbnails', 'alice/mozilla']);
  expect(named('alice/mozilla')).toEqual(['alice/mozilla']);
  expect(named('alic', 'mozilla', 'tech')).toEqual([]);
});
