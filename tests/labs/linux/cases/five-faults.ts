import { type LabCase, verdict } from '../case.ts';
import { addService, failOnce, serviceIsActive } from './any-failed-units.ts';
import { addOddities, hijackHosts, hostsAreSound, hostsHijack } from './any-hosts-hijack.ts';
import { permissionsAreRight, spoilPermissions, systemPermissions } from './any-system-permissions.ts';
import { addBadDropIn, addWebService, unitDropIn, webServiceIsSound } from './any-unit-dropin.ts';
import { packagesAreSound } from './apt-oracle.ts';
import { dpkgInterrupted, interruptDpkg } from './deb-dpkg-interrupted.ts';

/** All five can be planned at the start: one consent is enough. Not exact as a whole, since the package run cannot be taken back. */
export const fiveFaults: LabCase = {
  id: 'five-faults',
  routines: ['deb-dpkg-interrupted', 'any-hosts-hijack', 'any-system-permissions', 'any-failed-units', 'any-unit-dropin'],
  title: 'five faults at once, one consent',
  settle: async (machine) => {
    await addService(machine, 'lab-once', '/srv/lab/ready');
    await addWebService(machine);
    await addOddities(machine);
  },
  inject: async (machine) => {
    await interruptDpkg(machine);
    await failOnce(machine, 'lab-once', '/srv/lab/ready');
    await addBadDropIn(machine);
    await hijackHosts(machine);
    await spoilPermissions(machine);
  },
  oracle: async (machine) => {
    const checks = [packagesAreSound, hostsAreSound, permissionsAreRight, webServiceIsSound];
    const answers = [...(await Promise.all(checks.map((check) => check(machine)))), await serviceIsActive(machine, 'lab-once')];
    const words = ['packages', 'hosts', 'permissions', 'drop-in', 'unit'];
    return verdict(answers.map(({ pass }, index) => [pass, `${words[index]} ${pass ? 'sound' : 'broken'}`]));
  },
  allowedChanges: [dpkgInterrupted, hostsHijack, systemPermissions, unitDropIn].flatMap((one) => one.allowedChanges),
  undo: 'best-effort',
  expect: { undoCode: 3 },
  exactPaths: (machine) => [hostsHijack, systemPermissions, unitDropIn].flatMap((one) => one.exactPaths?.(machine) ?? []),
};
