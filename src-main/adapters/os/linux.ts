import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Host } from '../../core/engine-ports.js';
import { largestTable, readPlain, readPlainSync } from '../plain-file.js';
import { hasAncestor, isLiving, livingWithMarker } from '../processes.js';

/** Where the machine's store lies, seen from the root of a system. */
export const machineStore = '/var/lib/rescuepc';

/** The user's own store: RESCUEPC_HOME, or the XDG state folder. */
export function userStore(): string {
  const home = process.env['RESCUEPC_HOME'];
  const state = process.env['XDG_STATE_HOME'];
  if (home !== undefined && home !== '') return home;
  return join(state !== undefined && state.startsWith('/') ? state : join(homedir(), '.local', 'state'), 'rescuepc');
}

/** This process and machine, for the engine of one store. */
export function linuxHost(store: 'machine' | 'user', version: string): Host {
  const uid = process.getuid?.() ?? -1;
  return {
    os: 'linux',
    store,
    elevated: uid === 0,
    uid,
    userName: userName(uid),
    invoker: uid === 0 ? invokedBy() : userName(uid),
    remoteSession: hasAncestor(/^sshd/),
    version,
    bootId: async () => (await readPlain('/proc/sys/kernel/random/boot_id', largestTable)).toString().trim(),
    living: livingWithMarker,
    isLiving,
  };
}

function userName(uid: number): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${uid}`;
  }
}

/** The user behind sudo or pkexec, by the number that they put into the environment; null for a root who is only himself. */
function invokedBy(): string | null {
  const id = Number(process.env['SUDO_UID'] ?? process.env['PKEXEC_UID'] ?? 0);
  if (!Number.isInteger(id) || id <= 0) return null;
  const entry = readPlainSync('/etc/passwd', largestTable, { follow: true })
    .toString()
    .split('\n')
    .map((line) => line.split(':'))
    .find((fields) => Number(fields[2]) === id);
  return entry?.[0] ?? null;
}
