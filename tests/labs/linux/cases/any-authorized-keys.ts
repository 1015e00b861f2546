import { type LabCase, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const usual = '/root/.ssh/authorized_keys';
const old = '/root/.ssh/authorized_keys2';
const service = '/usr/games/.ssh/authorized_keys';
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGg0kZ0aLab0000000000000000000000000000000000 lab';

export const authorizedKeys: LabCase = {
  id: 'any-authorized-keys',
  routines: ['any-authorized-keys'],
  title: "keys in authorized_keys2 and for the account 'games', and a root key file that everybody may write to",
  settle: async (machine) => {
    await machine.must(['install', '-d', '-m', '700', '/root/.ssh']);
    machine.write(usual, `${key}\n`, 0o600);
  },
  inject: async (machine) => {
    machine.write(old, `command="/bin/sh" ${key}\n`, 0o600);
    machine.write(service, `${key}\n`, 0o600);
    await machine.must(['chmod', '666', usual]);
  },
  oracle: async (machine) => {
    const odd = await keysFor(machine, ['root', 'games']);
    const mode = (await machine.must(['stat', '-c', '%a', usual])).trim();
    const own = machine.read(usual).includes(key);
    return verdict([
      [odd.length === 0, `${odd.length} odd key files`],
      [/^6[04][04]$/.test(mode), `mode ${mode}`],
      [own, own ? 'own key kept' : 'own key lost'],
    ]);
  },
  allowedChanges: [usual, old, service],
  undo: 'exact',
  exactPaths: () => [usual, old, service],
  interactiveUndo: true,
};

/** Asks sshd itself which files it would read for these accounts, and which of them, but the usual one of root, are there. */
async function keysFor(machine: Machine, accounts: readonly string[]): Promise<readonly string[]> {
  await machine.must(['install', '-d', '-m', '755', '/run/sshd']);
  const config = await machine.must(['sshd', '-T']);
  const patterns = (/^authorizedkeysfile (.*)$/m.exec(config)?.[1] ?? '').split(' ');
  const homes = (await machine.must(['getent', 'passwd', ...accounts]))
    .trim()
    .split('\n')
    .map((line) => line.split(':')[5] ?? '');
  const files = homes.flatMap((home) => patterns.map((pattern) => `${home}/${pattern}`));
  return files.filter((file) => file !== usual && machine.exists(file));
}
