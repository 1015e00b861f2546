import { type LabCase, verdict } from '../case.ts';

const files = ['/etc/sudoers', '/etc/sudoers.d/alice'];

export const sudoersSyntax: LabCase = {
  id: 'any-sudoers-syntax',
  routines: ['any-sudoers-syntax'],
  title: 'a forgotten bracket in a rule of several lines, and a stray line at the end of the main file',
  settle: async (machine) => {
    machine.write('/etc/sudoers.d/alice', '# for backups\nalice ALL=(root) NOPASSWD: /usr/bin/tar\n', 0o440);
    machine.write('/etc/sudoers', machine.read('/etc/sudoers'), 0o440);
  },
  inject: async (machine) => {
    const rule = 'alice ALL=(root NOPASSWD: /usr/bin/true, \\\n  /usr/bin/false\n';
    await machine.must(['sh', '-c', 'printf "%s" "$1" >>/etc/sudoers.d/alice; echo "poly may do all" >>/etc/sudoers', 'sh', rule]);
  },
  oracle: async (machine) => {
    const check = await machine.run(['visudo', '-c', '-q']);
    const tech = await machine.run(['sudo', '-n', 'true'], { user: 'tech' });
    const alice = await machine.run(['sudo', '-n', '/usr/bin/tar', '--version'], { user: 'alice' });
    const quiet = tech.stderr.trim() === '';
    return verdict([
      [check.code === 0, `visudo ${check.code}`],
      [tech.code === 0 && quiet, `sudo of tech ${tech.code}${quiet ? '' : ', complains'}`],
      [alice.code === 0, `the good rule of alice ${alice.code}`],
    ]);
  },
  allowedChanges: files,
  undo: 'exact',
  exactPaths: () => files,
};
