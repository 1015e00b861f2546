import { type LabCase, verdict } from '../case.ts';
import { packageManagerPaths, packagesAreSound } from './apt-oracle.ts';
import { badSource, badSourceDisable, writeBadSource } from './deb-bad-source-disable.ts';
import { forceWithoutDependency } from './deb-broken-deps.ts';

/** With the malformed source apt answers nothing, so the unmet dependency is seen, and agreed to, only after the first repair. */
export const hiddenFaults: LabCase = {
  id: 'hidden-faults',
  routines: ['deb-bad-source-disable', 'deb-broken-deps'],
  wholeScan: true,
  title: 'a malformed source hides an unmet dependency: a second consent is asked for',
  inject: async (machine) => {
    await forceWithoutDependency(machine);
    await writeBadSource(machine);
  },
  oracle: async (machine) => {
    const sound = await packagesAreSound(machine);
    const source = machine.exists(badSource);
    return verdict([
      [sound.pass, sound.answer],
      [!source, source ? 'source there' : 'source gone'],
    ]);
  },
  allowedChanges: [...packageManagerPaths, ...badSourceDisable.allowedChanges],
  undo: 'best-effort',
  expect: { found: ['deb-bad-source-disable'], planChanged: true },
};
