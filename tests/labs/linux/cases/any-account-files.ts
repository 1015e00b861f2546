import { type LabCase, verdict } from '../case.ts';

const files = ['/etc/shadow', '/etc/gshadow'];

export const accountFiles: LabCase = {
  id: 'any-account-files',
  routines: ['any-account-files'],
  title: 'alice has no line in shadow, and the group of tech none in gshadow, after a restore by hand',
  settle: async (machine) => {
    for (const file of files) machine.write(file, machine.read(file), 0o640);
    await machine.must(['chown', 'root:shadow', ...files]);
  },
  inject: async (machine) => {
    await machine.must(['sed', '-i', '/^alice:/d', '/etc/shadow']);
    await machine.must(['sed', '-i', '/^tech:/d', '/etc/gshadow']);
  },
  oracle: async (machine) => {
    // Home folders of system accounts need not exist; pwck says so on any Debian.
    const accounts = (await machine.run(['pwck', '-r', '-q'])).stdout;
    const groups = await machine.run(['grpck', '-r']);
    const state = (await machine.run(['passwd', '-S', 'alice'])).stdout.split(' ')[1] ?? '';
    return verdict([
      [!accounts.includes('no matching password file entry'), `pwck: ${accounts.trim().split('\n')[0] || 'silent'}`],
      [groups.code === 0, `grpck ${groups.code}`],
      [state === 'L', `alice: ${state || 'unknown'}`],
    ]);
  },
  allowedChanges: files,
  undo: 'exact',
  exactPaths: () => files,
};
