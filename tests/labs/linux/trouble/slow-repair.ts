import { hijackHosts, hostsAreSound, hostsHijack } from '../cases/any-hosts-hijack.ts';
import { interruptDpkg } from '../cases/deb-dpkg-interrupted.ts';
import { until } from '../host.ts';
import type { Machine } from '../machine.ts';
import { holdFile } from '../tiny-packages.ts';

/** Two repairs in this order; the first is not cut off and does not end before `letGo`. */
export const slowSelection = ['deb-dpkg-interrupted', 'any-hosts-hijack'] as const;

/** A package run that was cut off and will wait while it is finished, and a hijacked hosts file. */
export async function breakSlowly(machine: Machine): Promise<void> {
  await hostsHijack.settle?.(machine);
  await interruptDpkg(machine);
  await hijackHosts(machine);
  await machine.must(['touch', holdFile]);
}

/** Waits until the repair is in the middle of its first step. */
export async function untilConfiguring(machine: Machine): Promise<void> {
  await until('the repair runs a maintainer script', async () =>
    machine.processes().find(({ argv }) => argv.some((word) => word.endsWith('lab-slow.postinst'))),
  );
}

/** Lets the first step end. */
export async function letGo(machine: Machine): Promise<void> {
  await machine.must(['rm', holdFile]);
}

/** The workers of the product that live in the machine. */
export function workersIn(machine: Machine): number {
  return machine.processes().filter(({ argv }) => argv.some((word) => word.endsWith('/worker.js')) && !argv.includes('agent')).length;
}

/**
 * Words before a command that make it tech's. The service manager of the machine refuses a login service whose children outlive
 * it, so this is for commands with `keepChildren`.
 */
export const asTech: readonly string[] =
  'setpriv --reuid=1000 --regid=1000 --init-groups env -i HOME=/home/tech USER=tech LOGNAME=tech PATH=/usr/bin:/bin'.split(' ');

/** The newest run of the machine's store. */
export async function newestRun(machine: Machine): Promise<string> {
  return (await machine.must(['sh', '-c', 'ls /var/lib/rescuepc/runs | sort | tail -1'])).trim();
}

/** Whether the first repair has done its work and the second has not. */
export async function onlyFirstDone(machine: Machine): Promise<boolean> {
  const audit = await machine.must(['dpkg', '--audit']);
  return audit === '' && !(await hostsAreSound(machine)).pass;
}
