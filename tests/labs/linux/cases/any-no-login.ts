import { type LabCase, verdict } from '../case.ts';

export const noLogin: LabCase = {
  id: 'any-no-login',
  routines: ['any-no-login'],
  title: '/etc/nologin was left behind after maintenance',
  inject: async (machine) => machine.write('/etc/nologin', 'Maintenance until 18:00\n'),
  oracle: async (machine) => {
    // A log-in as sshd asks PAM for it: only there, and in login, is the file looked at.
    const start = ['systemd-run', '--quiet', '--pipe', '--wait', '--uid=alice', '--property=PAMName=sshd', 'true'];
    const { code } = await machine.run(start);
    return verdict([[code === 0, `log-in of alice ${code}`]]);
  },
  allowedChanges: ['/etc/nologin'],
  undo: 'exact',
  exactPaths: () => ['/etc/nologin'],
};
