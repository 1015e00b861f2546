import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { formatBytes } from '../bytes.js';
import type { Target } from '../ports.js';
import { unread } from './raw.js';
import { fileText, namesIn, readText } from './read-text.js';
import { isBase, isPinned, metadataOf, neededBy, type Deployed } from './readers/flatpak-metadata.js';
import { defineFact } from './types.js';

/** `ref`: NAME/ARCH/BRANCH. */
export type UnusedRuntime = { readonly ref: string; readonly bytes: number };

const system = '/var/lib/flatpak';

/**
 * Base runtimes of the whole system that nothing installed names, neither for the system nor for a person, and that nobody pinned.
 * Read from flatpak's files: its own question after unused ones removes them. Source: flatpak-metadata(5), flatpak-pin(1).
 */
export const flatpakRuntimes = defineFact<UnusedRuntime[]>({
  id: 'flatpak-runtimes',
  title: 'Unused flatpak runtimes',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 30_000,
  runningOnly: true,
  async read({ target, profiles, as }): Promise<ReadingOf<UnusedRuntime[]>> {
    if ((await target.files.stat({ text: system })) === null) return unread('not-applicable', 'This system has no flatpaks.', '');
    if ((await namesIn(target, '/etc/flatpak/installations.d')).length > 0)
      return unread('not-applicable', 'Flatpaks in further places may need the same runtimes.', '');
    const here = await deployed(target, system);
    const elsewhere: Deployed[] = [];
    for (const profile of profiles) {
      const own = await as(profile);
      elsewhere.push(...(await deployed(own, `${profile.home}/.local/share/flatpak`)));
    }
    const inUse = neededBy([...here, ...elsewhere]);
    const pins = await readText(target, `${system}/repo/config`);
    const value: UnusedRuntime[] = [];
    for (const one of here.filter((candidate) => isBase(candidate) && !inUse.has(candidate.ref) && !isPinned(candidate.ref, pins ?? '')))
      value.push({ ref: one.ref, bytes: (await target.files.census({ text: `${system}/runtime/${one.ref}` })).allocated });
    const fine = { source: system, line: `${here.length} installed`, meaning: 'every runtime is needed or pinned' };
    const evidence = value.map(({ ref, bytes }) => ({ source: system, line: ref, meaning: `no program names it, ${formatBytes(bytes)}` }));
    return { known: true, value, evidence: value.length === 0 ? [fine] : evidence };
  },
});

/** What is installed in one place. Whatever is there and cannot be read fails the fact: it could name a runtime. */
async function deployed(target: Target, place: string): Promise<Deployed[]> {
  const found: Deployed[] = [];
  for (const kind of ['app', 'runtime'] as const)
    for (const name of await entries(target, `${place}/${kind}`))
      for (const arch of (await entries(target, `${place}/${kind}/${name}`)).filter((entry) => entry !== 'current'))
        for (const branch of await entries(target, `${place}/${kind}/${name}/${arch}`)) {
          const folder = `${place}/${kind}/${name}/${arch}/${branch}`;
          if ((await target.files.stat({ text: `${folder}/active` })) === null) continue;
          const metadata = metadataOf(await fileText(target, `${folder}/active/metadata`, 1_000_000));
          found.push({ kind, ref: `${name}/${arch}/${branch}`, ...metadata });
        }
  return found;
}

async function entries(target: Target, folder: string): Promise<string[]> {
  const kind = (await target.files.stat({ text: folder }))?.kind;
  if (kind !== 'dir') return [];
  return (await target.files.list({ text: folder })).map(({ text }) => text.slice(text.lastIndexOf('/') + 1));
}
