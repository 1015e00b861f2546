import { type LabCase, verdict } from '../case.ts';

const files = ['site', 'twice', 'open', 'gone'].map((name) => `/etc/logrotate.d/${name}`);
const [site, twice, open, gone] = files as [string, string, string, string];

const rule = (log: string, more = ''): string => `/var/log/${log} {\n  weekly\n${more}  rotate 4\n  missingok\n}\n`;

export const logrotateConfig: LabCase = {
  id: 'any-logrotate-config',
  routines: ['any-logrotate-config'],
  title: 'logs grow: a mistyped word, a log named twice, a file open to all, and a user who is gone',
  machine: { packages: ['logrotate'] },
  settle: async (machine) => {
    machine.write(site, rule('site.log'));
    machine.write(open, rule('open.log'));
  },
  inject: async (machine) => {
    machine.write(site, rule('site.log', '  compres\n'));
    machine.write(twice, rule('site.log'));
    machine.write(gone, rule('gone.log', '  su departed adm\n'));
    await machine.must(['chmod', '666', open]);
  },
  oracle: async (machine) => {
    const trial = await machine.run(['logrotate', '-d', '/etc/logrotate.conf']);
    const errors = trial.stderr.split('\n').filter((line) => line.startsWith('error:'));
    const handled = ['site', 'open'].filter((name) => trial.stderr.includes(`rotating pattern: /var/log/${name}.log`));
    return verdict([
      [trial.code === 0 && errors.length === 0, `logrotate ${trial.code}, ${errors.length} errors`],
      [handled.length === 2, `handles ${handled.join(' and ')}`],
    ]);
  },
  allowedChanges: files,
  undo: 'exact',
  exactPaths: () => files,
};
