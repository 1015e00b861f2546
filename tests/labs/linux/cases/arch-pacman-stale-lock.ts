import { type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

export const pacmanLockFile = '/var/lib/pacman/db.lck';

export const pacmanStaleLock: LabCase = {
  id: 'arch-pacman-stale-lock',
  routines: ['arch-pacman-stale-lock'],
  title: 'the lock of an update that was cut off yesterday',
  inject: async (machine) => {
    await machine.must(['touch', '-d', 'yesterday', pacmanLockFile]);
  },
  oracle: pacmanIsFree,
  allowedChanges: [pacmanLockFile],
  undo: 'exact',
  exactPaths: () => [pacmanLockFile],
};

/** pacman itself: on an empty database this command changes nothing, and fails early if it is locked. A copy of the database, so that nothing is written. */
export async function pacmanIsFree(machine: Machine): Promise<Verdict> {
  const script = 'd=$(mktemp -d); cp -a /var/lib/pacman/. $d; pacman -b $d --logfile /dev/null -D --asdeps lab-none 2>&1; rm -r $d';
  const said = await machine.run(['sh', '-c', script]);
  const locked = said.stdout.includes('unable to lock database');
  return verdict([[!locked && said.stdout.includes('lab-none'), locked ? 'pacman: unable to lock' : 'pacman: free']]);
}
