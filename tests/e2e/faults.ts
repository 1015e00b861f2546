import { until } from '../labs/linux/host.ts';
import type { Machine } from '../labs/linux/machine.ts';
import { addService, failOnce } from '../labs/linux/cases/any-failed-units.ts';
import { interruptDpkg } from '../labs/linux/cases/deb-dpkg-interrupted.ts';
import { holdFile } from '../labs/linux/tiny-packages.ts';

const sound = '127.0.0.1\tlocalhost\n127.0.1.1\tlab\n::1\tlocalhost ip6-localhost ip6-loopback\n';
export const hijackedLines = ['0.0.0.0 security.debian.org', '127.0.0.1 update.microsoft.com'] as const;

/** Keeps update hosts away, as malware does. */
export function hijackHosts(machine: Machine, lines: readonly string[] = hijackedLines): void {
  machine.write('/etc/hosts', `${sound}${lines.map((line) => `${line}\n`).join('')}`);
}

export function hostsOf(machine: Machine): string {
  return machine.read('/etc/hosts').toString();
}

/** Whether that line is in force; the repair leaves it as a comment. */
export function isHijacked(machine: Machine, line: string): boolean {
  return hostsOf(machine).split('\n').includes(line);
}

/** A service that has failed once and would start now. */
export async function failService(machine: Machine, name = 'lab-once'): Promise<void> {
  await addService(machine, name, `/srv/lab/${name}`);
  await failOnce(machine, name, `/srv/lab/${name}`);
}

export async function isActive(machine: Machine, name = 'lab-once'): Promise<boolean> {
  return (await machine.run(['systemctl', 'is-active', '--quiet', `${name}.service`])).code === 0;
}

/**
 * A package installation that was cut off. Its repair is held in mid-step until `letGo`: that makes a run wait as long as a test
 * looks at it.
 */
export async function interruptPackages(
  machine: Machine,
): Promise<{ reached(): Promise<void>; hold(): Promise<void>; letGo(): Promise<void>; done(): Promise<void> }> {
  await machine.run(['dpkg', '--purge', '--force-all', 'lab-slow-user', 'lab-slow']);
  await machine.run(['rm', '-f', '/var/lib/lab-slow']);
  await interruptDpkg(machine);
  return {
    reached: async () => {
      const held = (): boolean => machine.processes().some(({ argv }) => argv.some((word) => word.endsWith('lab-slow.postinst')));
      await until('the repair is in the step that is held', () => Promise.resolve(held() || undefined));
    },
    hold: async () => void (await machine.must(['touch', holdFile])),
    letGo: async () => void (await machine.must(['rm', '-f', holdFile])),
    done: async () => {
      await until('the package is configured', () => Promise.resolve(machine.exists('/var/lib/lab-slow') || undefined));
    },
  };
}

/** A timed job that starts a program from a folder where anybody may put one. */
export function plantTimedJob(machine: Machine): void {
  machine.write('/var/tmp/.x/kworker', '#!/bin/sh\n', 0o755);
  machine.write('/etc/cron.d/0update', '*/5 * * * * root /var/tmp/.x/kworker -o pool\n');
}

/** Something is mounted over the hosts file: it is read as ever, and cannot be replaced. */
export async function pinHosts(machine: Machine): Promise<void> {
  await machine.must(['sh', '-c', 'cp -a /etc/hosts /run/hosts && mount --bind /run/hosts /etc/hosts']);
}

/** Takes both back. */
export async function unpinHosts(machine: Machine): Promise<void> {
  await machine.must(['sh', '-c', 'umount /etc/hosts; rm -rf /etc/cron.d/0update /var/tmp/.x']);
}
