import { type LabCase, verdict } from '../case.ts';

const backDoors = ['/var/tmp/.p', '/usr/local/lib/libc-helper'];
const own = '/usr/local/bin/lab-tool';

export const suidLeftover: LabCase = {
  id: 'any-suid-leftover',
  routines: ['any-suid-leftover'],
  title: "two copies of a shell with root's rights, beside a tool of one's own that has them rightly",
  settle: async (machine) => {
    machine.write(own, machine.read('/usr/bin/id'), 0o4755);
  },
  inject: async (machine) => {
    for (const path of backDoors) await machine.must(['install', '-m', '4755', '/usr/bin/dash', path]);
  },
  oracle: async (machine) => {
    const open = [];
    for (const path of backDoors)
      if (machine.exists(path)) open.push((await machine.run([path, '-p', '-c', 'id -u'], { user: 'alice' })).stdout.trim());
    const root = open.filter((uid) => uid === '0').length;
    const tool = (await machine.must(['stat', '-c', '%a', own])).trim();
    return verdict([
      [root === 0, `alice is root by ${root} files`],
      [tool === '4755', `own tool ${tool}`],
    ]);
  },
  allowedChanges: backDoors,
  undo: 'exact',
  exactPaths: () => backDoors,
  interactiveUndo: true,
};
