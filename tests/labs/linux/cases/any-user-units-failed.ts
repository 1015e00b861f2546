import { type LabCase, verdict } from '../case.ts';
import { until } from '../host.ts';
import type { Machine } from '../machine.ts';

const unit = 'lab-sound.service';
const ready = '/srv/lab/sound-device';

export const userUnitsFailed: LabCase = {
  id: 'any-user-units-failed',
  routines: ['any-user-units-failed=alice'],
  title: "alice's own sound service has failed for a cause that is gone",
  settle: async (machine) => {
    machine.write(ready, '');
    await machine.must(['loginctl', 'enable-linger', 'alice']);
    const text = `[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/usr/bin/test -e ${ready}\n`;
    await machine.must(['sh', '-c', 'mkdir -p ~/.config/systemd/user && printf "$1" >~/.config/systemd/user/$2', 'sh', text, unit], {
      user: 'alice',
    });
    await until("alice's service manager", async () => ((await asAlice(machine, 'is-system-running')) === '' ? undefined : true));
    await asAlice(machine, 'daemon-reload');
    await asAlice(machine, 'start', unit);
  },
  inject: async (machine) => {
    await machine.must(['rm', ready]);
    await asAlice(machine, 'restart', unit);
    machine.write(ready, '');
  },
  oracle: async (machine) => {
    const state = await asAlice(machine, 'is-active', unit);
    return verdict([[state === 'active', `lab-sound ${state}`]]);
  },
  allowedChanges: [],
  undo: 'best-effort',
};

async function asAlice(machine: Machine, ...words: readonly string[]): Promise<string> {
  const output = await machine.run(['systemctl', '--user', ...words], { user: 'alice', env: { XDG_RUNTIME_DIR: '/run/user/1001' } });
  return output.stdout.trim();
}
