import { type LabCase, verdict } from '../case.ts';

export const loginShell: LabCase = {
  id: 'any-login-shell',
  routines: ['any-login-shell'],
  title: 'fish was removed, and it was the log-in program of alice and root',
  settle: async (machine) => machine.write('/etc/passwd', machine.read('/etc/passwd')),
  inject: async (machine) => {
    await machine.must(['sed', '-i', '-e', '/^alice:/s|:[^:]*$|:/usr/bin/fish|', '-e', '/^root:/s|:[^:]*$|:/usr/bin/fish|', '/etc/passwd']);
  },
  oracle: async (machine) => {
    const answers = [];
    for (const name of ['alice', 'root', 'tech']) answers.push({ name, ...(await machine.run(['su', '-', name, '-c', 'id -un'])) });
    return verdict(answers.map(({ name, stdout }) => [stdout.trim() === name, `su ${name}: ${stdout.trim() || 'fails'}`] as const));
  },
  allowedChanges: ['/etc/passwd'],
  undo: 'exact',
  exactPaths: () => ['/etc/passwd'],
};
