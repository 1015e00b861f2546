import fc from 'fast-check';
import type { StepBody } from '../../../src-shared/contract/step.js';
import type { FilePath } from '../../../src-shared/contract/path.js';
import type { Files } from '../../../src-main/core/ports.js';
import type { Catalogue } from '../../../src-main/core/repair/catalogue.js';
import { healthy, needed } from '../../../src-main/core/routines/diagnosis.js';
import { fakeCatalogue, fakeFact, fakeRoutine, known } from '../../fakes/fake-catalogue.js';
import type { FakeNode } from '../../fakes/fake-files.js';
import { createFakeWorld, type FakeWorld } from '../../fakes/fake-world.js';

/** What a step shall reach at a path; which step that is depends on what stands there. */
export type Wish = { readonly path: string; readonly kind: 'write' | 'edit' | 'mode' | 'link' | 'aside'; readonly text: string };
export type Start = { readonly path: string; readonly node: 'absent' | 'link' | Partial<FakeNode> };
export type Scene = { readonly start: readonly Start[]; readonly routines: readonly (readonly Wish[])[] };

const paths = ['a', 'b', 'c', 'd', 'sub/e', 'sub/\u00fcmlaut f'].map((name) => `/data/${name}`);
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.constantFrom('', 'x\n', 'a\r\nb\r\n', 'no end', '\n\n').map((text) => Buffer.from(text)),
);
const node = fc.record({
  bytes,
  mode: fc.nat(0o7777),
  uid: fc.nat(70_000),
  gid: fc.nat(70_000),
  flags: fc.constantFrom('', 'i', 'a', 'ia'),
  xattrs: fc.dictionary(fc.constantFrom('user.a', 'system.posix_acl_access', 'security.selinux'), fc.base64String({ maxLength: 8 })),
  mtimeMs: fc.nat(2_000_000_000_000),
});
const start = (path: string): fc.Arbitrary<Start> =>
  fc.oneof(fc.constant('absent' as const), fc.constant('link' as const), node, node).map((what) => ({ path, node: what }));
const wish = (path: string): fc.Arbitrary<Wish> =>
  fc.record({
    path: fc.constant(path),
    kind: fc.constantFrom('write', 'edit', 'mode', 'link', 'aside'),
    text: fc.string({ maxLength: 12 }),
  });

/** Up to three routines, each with at most one step a path: one after the other on whatever the earlier ones left. */
export const scenes: fc.Arbitrary<Scene> = fc.record({
  start: fc.tuple(...paths.map(start)),
  routines: fc.array(
    fc.subarray(paths, { minLength: 1, maxLength: 4 }).chain((chosen) => fc.tuple(...chosen.map(wish))),
    { minLength: 1, maxLength: 3 },
  ),
});

/** What a person does at one of the paths: another content, or another mode. */
export type Edit = { readonly path: string; readonly what: 'content' | 'mode' };
export const edits: fc.Arbitrary<Edit> = fc.record({ path: fc.constantFrom(...paths), what: fc.constantFrom('content', 'mode') });

/** The scene's machine before anything was done. */
export function buildWorld({ start: nodes }: Scene): FakeWorld {
  const world = createFakeWorld();
  world.files.putFolder('/data/sub');
  for (const { path, node: what } of nodes) {
    const key = Buffer.from(path, 'utf8').toString('latin1');
    if (what === 'link') world.files.putLink(key, '/old/target');
    else if (what !== 'absent') world.files.put(key, what.bytes ?? '', what);
  }
  return world;
}

/** Routines that want the scene's wishes fulfilled, in this order, as many as asked for. */
export function buildCatalogue({ routines }: Scene, count = routines.length): Catalogue {
  const made = routines.slice(0, count).map((wishes, at) => {
    const fact = fakeFact(`f${at}`, async ({ target }) => {
      const open: StepBody[] = [];
      for (const one of wishes) open.push(...(await stepFor(target.files, one)));
      return known(open);
    });
    const routine = fakeRoutine({
      id: `r${at}`,
      reads: [`f${at}`],
      after: at === 0 ? [] : [`r${at - 1}`],
      diagnose(facts) {
        const reading = facts[`f${at}`];
        return reading?.known === true && (reading.value as StepBody[]).length > 0 ? needed('info', 'open', []) : healthy('done');
      },
      plan({ facts }) {
        const reading = (facts as Record<string, { known: boolean; value?: unknown }>)[`f${at}`];
        return [{ onlyIf: 'always', steps: (reading?.value ?? []) as StepBody[] }];
      },
    });
    return { fact, routine };
  });
  return fakeCatalogue(
    made.map(({ routine }) => routine),
    made.map(({ fact }) => fact),
  );
}

/** The step that fulfils a wish; none where it is fulfilled, or makes no sense. */
async function stepFor(files: Files, { path: text, kind, text: content }: Wish): Promise<StepBody[]> {
  const path: FilePath = { text };
  const common = { scope: 'machine', title: `${kind} ${text}`, path } as const;
  const stat = await files.stat(path);
  const now = stat?.kind === 'file' ? Buffer.from(await files.read(path, 1e6)).toString('latin1') : null;
  switch (kind) {
    case 'write':
      return now === Buffer.from(content).toString('latin1')
        ? []
        : [{ ...common, kind: 'write-file', contentBase64: Buffer.from(content).toString('base64'), mode: 0o640 }];
    case 'edit':
      return now === null || now.split('\n').includes('edited') || now.endsWith('edited\n')
        ? []
        : [
            {
              ...common,
              kind: 'edit-file',
              edits: [
                { line: 1, old: now.split('\n')[0] ?? '', new: 'changed' },
                { line: 0, old: '', new: 'edited' },
              ],
            },
          ];
    case 'mode':
      return stat === null || stat.kind === 'link' || (stat.mode === 0o604 && stat.uid === 3)
        ? []
        : [{ ...common, kind: 'set-mode', mode: 0o604, uid: 3 }];
    case 'link':
      return stat?.kind === 'link' && (await files.readLink(path)) === '/new/target'
        ? []
        : [{ ...common, kind: 'link', target: '/new/target' }];
    case 'aside':
      return stat === null ? [] : [{ ...common, kind: 'move-aside' }];
  }
}
