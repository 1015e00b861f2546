import { chmodSync, closeSync, constants, lstatSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { until } from '../host.ts';
import type { RunOptions } from '../inside.ts';
import type { Machine } from '../machine.ts';

const place = '/mnt/offline';

/** The system on a device that is mounted only while the lab breaks it or asks it. */
export type OfflineMachine = {
  /** Mounts the device for the work; commands of the machine it gets run in that system. */
  readonly attached: <T>(work: (inside: Machine) => Promise<T>) => Promise<T>;
};

/**
 * Lets a lab case act on the system of a device instead of a running one: its files are changed from the host, its commands
 * run chrooted in the machine.
 */
export function offlineMachine(machine: Machine, device: string): OfflineMachine {
  const [first] = machine.processes().filter(({ pid }) => pid === 1);
  // Through the machine's own mounts: one of the host's would be copied by every machine that boots meanwhile.
  const onHost = (path: string): string => join(`/proc/${first?.hostPid ?? ''}/root${place}`, path);
  const argvIn = (argv: readonly string[], { user, env = {} }: RunOptions): readonly string[] => [
    'chroot',
    ...(user === undefined ? [] : [`--userspec=${user}:${user}`]),
    place,
    'env',
    ...Object.entries({ HOME: user === undefined ? '/root' : `/home/${user}`, ...env }).map(([name, value]) => `${name}=${value}`),
    ...argv,
  ];
  const plain = ({ user: _user, env: _env, ...rest }: RunOptions): RunOptions => rest;
  const inside: Machine = {
    ...machine,
    run: (argv, options = {}) => machine.run(argvIn(argv, options), plain(options)),
    must: (argv, options = {}) => machine.must(argvIn(argv, options), plain(options)),
    start: (argv, options = {}) => machine.start(argvIn(argv, options), plain(options)),
    write: (path, content, mode = 0o644) => {
      mkdirSync(dirname(onHost(path)), { recursive: true });
      writeFileSync(onHost(path), content);
      chmodSync(onHost(path), mode);
    },
    read: (path) => readFileSync(onHost(path)),
    exists: (path) => lstatSync(onHost(path), { throwIfNoEntry: false }) !== undefined,
  };
  const mountScript = `mkdir -p ${place} && mount ${device} ${place} && mount -t tmpfs none ${place}/run && mkdir ${place}/run/sshd && mount -t tmpfs none ${place}/dev &&
    cp -a /dev/null /dev/zero /dev/full /dev/random /dev/urandom /dev/tty /dev/loop* /dev/fd /dev/stdin /dev/stdout /dev/stderr ${place}/dev && mount -t proc none ${place}/proc &&
    mount -t sysfs -o ro none ${place}/sys`;
  return {
    async attached(work) {
      await machine.must(['sh', '-c', mountScript]);
      try {
        return await work(inside);
      } finally {
        await machine.must(['umount', '-R', place]);
        // Services of the machine that start just now have a copy of its mounts until they let them go.
        await until(`${device} is free`, async () => (isFree(device) ? true : undefined));
      }
    },
  };
}

function isFree(device: string): boolean {
  try {
    closeSync(openSync(device, constants.O_RDONLY | constants.O_EXCL));
    return true;
  } catch {
    return false;
  }
}
