import { type LabCase, verdict } from '../case.ts';

export const alternativesDangling: LabCase = {
  id: 'any-alternatives-dangling',
  routines: ['any-alternatives-dangling'],
  title: 'awk leads to a program that somebody removed by hand, and pager leads nowhere',
  // Written anew: a file of the base's own file system loses the flag for extents when it is changed.
  settle: async (machine) => machine.write('/var/lib/dpkg/alternatives/awk', machine.read('/var/lib/dpkg/alternatives/awk')),
  inject: async (machine) => {
    await machine.must(['ln', '-sfn', '/opt/gawk/bin/gawk', '/etc/alternatives/awk']);
    await machine.must(['rm', '/etc/alternatives/pager']);
  },
  oracle: async (machine) => {
    const awk = await machine.run(['awk', 'BEGIN { print 6 * 7 }']);
    const pager = await machine.run(['sh', '-c', 'echo text | pager | cat']);
    return verdict([
      [awk.stdout.trim() === '42', `awk ${awk.stdout.trim() || 'fails'}`],
      [pager.stdout.trim() === 'text', `pager ${pager.stdout.trim() || 'fails'}`],
    ]);
  },
  allowedChanges: ['/etc/alternatives/*', '/var/lib/dpkg/alternatives/*', '/var/log/alternatives.log', '/usr/share/man/**'],
  // Links come back with their targets, but with a new time: no exact path but what update-alternatives keeps of them.
  undo: 'best-effort',
  exactPaths: () => ['/var/lib/dpkg/alternatives/awk'],
};
