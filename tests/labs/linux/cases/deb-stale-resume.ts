import { type LabCase, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const file = '/etc/initramfs-tools/conf.d/resume';

export const staleResume: LabCase = {
  id: 'deb-stale-resume',
  routines: ['deb-stale-resume'],
  title: 'the swap area from which to wake went with the old disk',
  machine: { disks: [{ sizeMb: 32, mkfs: ['mkswap', '-U', '11111111-2222-4333-8444-555555555555'] }] },
  settle: async (machine) => machine.write(file, 'RESUME=UUID=11111111-2222-4333-8444-555555555555\n'),
  inject: async (machine) => machine.write(file, '# by the installer\nRESUME=UUID=99999999-2222-4333-8444-555555555555\n'),
  oracle: async (machine) => {
    const spec = await resumeOf(machine);
    const found = spec === 'none' || (await machine.run(['findfs', spec])).code === 0;
    return verdict([[found, `${spec || 'nothing'} ${found ? 'is fine' : 'does not exist'}`]]);
  },
  allowedChanges: [file],
  undo: 'exact',
  exactPaths: () => [file],
};

/** As the initramfs reads it: a shell. */
async function resumeOf(machine: Machine): Promise<string> {
  return (await machine.run(['sh', '-c', `. ${file}; printf %s "$RESUME"`])).stdout;
}
