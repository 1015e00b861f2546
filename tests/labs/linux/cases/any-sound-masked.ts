import { type LabCase, verdict } from '../case.ts';
import { until } from '../host.ts';
import type { Machine } from '../machine.ts';

const folder = '/home/alice/.config/systemd/user';
const units = ['pipewire.service', 'pipewire.socket', 'wireplumber.service'];

export const soundMasked: LabCase = {
  id: 'any-sound-masked',
  routines: ['any-sound-masked=alice'],
  title: 'alice forbade pipewire on the way to a sound service that was never installed',
  settle: async (machine) => {
    // Stand-ins for the sound service: it is what is forbidden that counts.
    const service = '[Service]\nExecStart=/bin/sleep infinity\n';
    machine.write('/usr/lib/systemd/user/pipewire.service', service);
    machine.write('/usr/lib/systemd/user/wireplumber.service', service);
    machine.write('/usr/lib/systemd/user/pipewire.socket', '[Socket]\nListenStream=%t/pipewire-0\n');
    await machine.must(['loginctl', 'enable-linger', 'alice']);
    await until("alice's service manager", async () => ((await asAlice(machine, 'is-system-running')) === '' ? undefined : true));
    await asAlice(machine, 'daemon-reload');
    await asAlice(machine, 'start', 'pipewire.socket');
  },
  inject: async (machine) => {
    await asAlice(machine, 'stop', ...units);
    await asAlice(machine, 'mask', ...units);
  },
  oracle: async (machine) => {
    const state = await asAlice(machine, 'is-active', 'pipewire.socket');
    const masked = (await asAlice(machine, 'list-unit-files', '--state=masked', '--no-legend')).split('\n').filter(Boolean).length;
    return verdict([
      [state === 'active', `pipewire.socket ${state}`],
      [masked === 0, `${masked} forbidden`],
    ]);
  },
  allowedChanges: units.map((unit) => `${folder}/${unit}`),
  undo: 'best-effort',
};

async function asAlice(machine: Machine, ...words: readonly string[]): Promise<string> {
  const output = await machine.run(['systemctl', '--user', ...words], { user: 'alice', env: { XDG_RUNTIME_DIR: '/run/user/1001' } });
  return output.stdout.trim();
}
