import { contentOf, type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const beside = '/dev/null.own';

export const deviceNodes: LabCase = {
  id: 'any-device-nodes',
  routines: ['any-device-nodes'],
  title: 'a careless script replaced /dev/null by an ordinary file, which grows',
  settle: async (machine) => {
    await machine.must(['install', '/dev/stdin', beside], { input: 'only here\n' });
  },
  inject: async (machine) => {
    await machine.must(['sh', '-c', 'rm /dev/null; echo thrown away >/dev/null; chmod 600 /dev/null']);
  },
  oracle: nullIsSound,
  precious: contentOf(beside),
  allowedChanges: [],
  undo: 'none',
};

export const deviceNodeClosed: LabCase = {
  ...deviceNodes,
  id: 'any-device-node-closed',
  title: '/dev/null is the device, but closed to everybody but root',
  inject: async (machine) => {
    await machine.must(['chmod', '600', '/dev/null']);
  },
  undo: 'exact',
};

async function nullIsSound(machine: Machine): Promise<Verdict> {
  const shown = (await machine.must(['stat', '-c', '%F %a %U %t:%T', '/dev/null'])).trim();
  const user = await machine.run(['sh', '-c', 'echo x >/dev/null'], { user: 'alice' });
  return verdict([
    [shown === 'character special file 666 root 1:3', shown],
    [user.code === 0, user.code === 0 ? 'alice can write' : 'alice cannot write'],
  ]);
}
