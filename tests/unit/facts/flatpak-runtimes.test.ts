import { expect, test } from 'vitest';
import { collectFacts } from '../../../src-main/core/facts/collect.js';
import { flatpakRuntimes } from '../../../src-main/core/facts/flatpak-runtimes.js';
import { isPinned, metadataOf } from '../../../src-main/core/facts/readers/flatpak-metadata.js';
import { createFakeWorld, type FakeWorld } from '../../fakes/fake-world.js';

const system = '/var/lib/flatpak';

function put(world: FakeWorld, kind: 'app' | 'runtime', ref: string, metadata: string, place = system): void {
  world.files.put(`${place}/${kind}/${ref}/active/metadata`, metadata);
}

const base = (ref: string): string => `[Runtime]\nname=${ref.split('/')[0] ?? ''}\nruntime=${ref}\nsdk=${ref.replace('Platform', 'Sdk')}\n`;
const old = 'org.freedesktop.Platform/x86_64/21.08';
const now = 'org.freedesktop.Platform/x86_64/23.08';

async function read(prepare: (world: FakeWorld) => void) {
  const world = createFakeWorld();
  put(world, 'runtime', old, base(old));
  put(world, 'runtime', now, base(now));
  put(
    world,
    'runtime',
    'org.freedesktop.Platform.Locale/x86_64/21.08',
    `[Runtime]\nname=org.freedesktop.Platform.Locale\n\n[ExtensionOf]\nref=runtime/${old}\n`,
  );
  put(
    world,
    'app',
    'org.example.Draw/x86_64/stable',
    `[Application]\nname=org.example.Draw\nruntime=${now}\nsdk=${now}\n[Context]\nruntime=${old}\n`,
  );
  prepare(world);
  const readings = await collectFacts(world.ports, [flatpakRuntimes], { root: '/', signal: new AbortController().signal });
  return readings['flatpak-runtimes'];
}

const refs = (reading: unknown): unknown => (reading as { value?: { ref: string }[] }).value?.map(({ ref }) => ref);

test('a base runtime that nothing names is unused; one in use and an extension are not named', async () => {
  expect(refs(await read(() => undefined))).toEqual([old]);
});

test("a person's own program keeps a runtime of the system, and so does a pin", async () => {
  const metadata = `[Application]\nname=org.example.Old\nruntime=${old}\n`;
  const own = await read((world) => {
    world.machine.profiles = [{ name: 'u', uid: 0, gid: 0, home: '/home/u' }];
    put(world, 'app', 'org.example.Old/x86_64/stable', metadata, '/home/u/.local/share/flatpak');
  });
  expect(refs(own)).toEqual([]);
  expect(refs(await read((world) => world.files.put(`${system}/repo/config`, `[core]\nxa.pinned=runtime/${old};\n`)))).toEqual([]);
});

test('where something installed cannot be read, or flatpaks lie in further places, nothing is said', async () => {
  const unreadable = await read((world) => world.files.put(`${system}/app/org.example.Odd/x86_64/stable/active/other`, ''));
  expect(unreadable).toMatchObject({ known: false });
  expect(await read((world) => world.files.put('/etc/flatpak/installations.d/big-disk.conf', ''))).toMatchObject({ known: false });
});

test('pins: a whole ref, parts left out, and patterns', () => {
  const pinned = (pattern: string): boolean => isPinned(old, `[core]\nxa.pinned = ${pattern}\n`);
  expect(['runtime/org.freedesktop.*', `${old};`, 'org.freedesktop.Platform', 'x;org.freedesktop.Platform//21.08'].map(pinned)).toEqual(
    Array(4).fill(true),
  );
  expect(
    ['', ';', 'runtime/org.kde.*', 'org.freedesktop.Plat', 'org.freedesktop.Platform//23.08', 'org?freedesktop.Platform'].map(pinned),
  ).toEqual(Array(6).fill(false));
});

test('only its own sections say what a program runs on', () => {
  expect(metadataOf('[Extension a]\nruntime=x\n[Application]\nruntime = a/b/c\n')).toEqual({ runtime: 'a/b/c', sdk: '', extension: false });
  expect(metadataOf('\u0000garbage')).toEqual({ runtime: '', sdk: '', extension: false });
});
