import { type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const preload = '/etc/ld.so.preload';
/** A library of a package: somebody's own, legitimate entry, which must stay. */
const packaged = '/lib/x86_64-linux-gnu/libutil.so.1';
const hidden = '/var/tmp/.cache-x/libhide.so';
const gone = '/usr/local/lib/libprocesshider.so';

export const preloadLeftover: LabCase = {
  id: 'any-preload-leftover',
  routines: ['any-preload-leftover'],
  title: 'a preload file, made immutable, names a planted library and one that is gone, beside a legitimate one',
  settle: async (machine) => machine.write(preload, `${packaged}\n`),
  inject: plant,
  oracle: preloadIsSound,
  allowedChanges: [preload, '/var/tmp/.cache-x', '/var/tmp/.cache-x/**'],
  undo: 'exact',
  exactPaths: () => [preload, hidden],
  interactiveUndo: true,
};

/** Any real library does, under a name that no package owns: no compiler is needed. */
async function plant(machine: Machine): Promise<void> {
  machine.write(hidden, machine.read('/usr/lib/x86_64-linux-gnu/libutil.so.1'), 0o755);
  machine.write(preload, `${packaged}\n${hidden}\n${gone}\n`);
  await machine.must(['chattr', '+i', preload]);
}

/** Asks the loader itself, which also complains about entries that are gone. */
async function preloadIsSound(machine: Machine): Promise<Verdict> {
  const trace = await machine.run(['/bin/true'], { env: { LD_TRACE_LOADED_OBJECTS: '1' } });
  const loaded = trace.stdout.includes(hidden);
  const missing = trace.stderr.includes(gone);
  const own = trace.stdout.includes(packaged);
  return verdict([
    [!loaded, loaded ? 'planted library loaded' : 'no planted library'],
    [!missing, missing ? 'loader misses an entry' : 'no missing entry'],
    [own, own ? 'own entry kept' : 'own entry lost'],
  ]);
}
