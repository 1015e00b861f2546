import { contentOf, type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const people = ['alice', 'tech'];
const precious = '/home/alice/precious/thesis.txt';
const elsewhere = '/home/tech/.cache/thumbnails/x-large/photo';

/** Below ~/.cache, and made by nobody a second time. That each byte of it stays is checked by what may change. */
const unique = [
  'rclone/vfs/cloud/not-sent-yet',
  'onedriver/content/not-sent-yet',
  'JetBrains/IdeaIC2026.1/LocalHistory/changes.storageData',
  'evolution/calendar/local/calendar.ics',
  '.fr-1a2B3c/letter.odt',
  'kioexec/krun/1_2_/report.odt',
  'RawTherapee/profiles/wedding.pp3',
  'pypoetry/virtualenvs/shop-py3.11/bin/python',
  'huggingface/token',
  'go-build/fuzz/shop/FuzzOrder/a1',
  'ccache/ccache.conf',
  'thumbnails/drawings/own.png',
  'notes.txt',
];

export const userCacheClean: LabCase = {
  id: 'any-user-cache-clean',
  // Root has no caches of its own that count: the people are named.
  routines: ['any-user-cache-clean=alice,tech'],
  title:
    'two people with more than 1 GB of cache each, with odd names, among much that exists only there; in them a link to a precious folder, that folder itself and another disk mounted',
  // fallocate takes real memory in the machine's disk, which is a tmpfs; 24 GB are there.
  machine: { sizeMb: 3200 },
  settle: async (machine) => {
    await machine.must(['sh', '-c', `mkdir -p ~/.cache ~/precious && echo "do not lose" >${precious}`], { user: 'alice' });
    const keep = unique.map((name) => `mkdir -p "$(dirname ~/.cache/${name})"; echo "only here: ${name}" >~/.cache/${name}`);
    for (const user of people) await machine.must(['sh', '-c', ['set -e', ...keep].join('\n')], { user });
    const mounts = [
      'set -e',
      'mkdir -p /home/alice/.cache/thumbnails/x-large /home/tech/.cache/thumbnails/x-large',
      'mount --bind /home/alice/precious /home/alice/.cache/thumbnails/x-large',
      'mount -t tmpfs tmpfs /home/tech/.cache/thumbnails/x-large',
      'chmod 777 /home/alice/.cache/thumbnails/x-large /home/tech/.cache/thumbnails/x-large',
      'chown alice: /home/alice/.cache',
      'chown tech: /home/tech/.cache',
      `echo "do not lose" >${elsewhere}`,
      `chmod 666 ${precious} ${elsewhere}`,
    ];
    await machine.must(['sh', '-c', mounts.join('\n')]);
  },
  inject: fillCaches,
  oracle: cachesAreSmall,
  precious: contentOf(precious, elsewhere, ...people.flatMap((user) => unique.map((name) => `/home/${user}/.cache/${name}`))),
  allowedChanges: people.flatMap((name) =>
    [
      'thumbnails/large/**',
      'thumbnails/large',
      'thumbnails',
      'pip',
      'pip/**',
      'mozilla',
      'mozilla/firefox/x.default',
      'mozilla/firefox/x.default/cache2/**',
      'mozilla/firefox/x.default/cache2',
    ].map((path) => `/home/${name}/.cache/${path}`),
  ),
  undo: 'none',
};

async function fillCaches(machine: Machine): Promise<void> {
  const script = [
    'set -e',
    'cd ~/.cache 2>/dev/null || { mkdir -p ~/.cache; cd ~/.cache; }',
    'mkdir -p thumbnails/large pip/http mozilla/firefox/x.default/cache2/entries "with space"',
    'fallocate -l 700M thumbnails/large/big.png',
    'fallocate -l 400M mozilla/firefox/x.default/cache2/entries/A1B2',
    'echo a >"with space/a b"',
    `printf 'b' >"pip/http/$(printf 'new\\nline')"`,
    `printf 'c' >"pip/http/$(printf 'odd\\377\\376')"`,
    'if [ -d ~/precious ]; then ln -s ~/precious thumbnails/large/keep; fi',
  ];
  for (const user of people) await machine.must(['sh', '-c', script.join('\n')], { user });
}

async function cachesAreSmall(machine: Machine): Promise<Verdict> {
  const sizes = await Promise.all(people.map((name) => megabytes(machine, `/home/${name}/.cache`)));
  // The other disk is seen from inside the machine only.
  const words = await Promise.all([precious, elsewhere].map(async (file) => (await machine.run(['cat', file])).stdout));
  const lost: string[] = [];
  for (const user of people)
    for (const name of unique) {
      const said = (await machine.run(['cat', `/home/${user}/.cache/${name}`])).stdout;
      if (said !== `only here: ${name}\n`) lost.push(`${user}: ${name}`);
    }
  const kept = words.every((text) => text === 'do not lose\n');
  return verdict([
    [sizes.every((size) => size < 1024), people.map((name, index) => `${name} ${sizes[index]} MB`).join(', ')],
    [kept, kept ? 'precious kept' : 'precious lost'],
    [lost.length === 0, `lost: ${lost.join(', ') || 'none'}`],
  ]);
}

async function megabytes(machine: Machine, folder: string): Promise<number> {
  return Number.parseInt((await machine.run(['du', '-sm', folder])).stdout || '0', 10);
}
