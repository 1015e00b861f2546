import { type LabCase, verdict } from '../case.ts';

const script = '/etc/profile.d/lang-fix.sh';
const bashrc = '/etc/bash.bashrc';
const program = '/tmp/.font-unix-x/agent';

export const profileLeftover: LabCase = {
  id: 'any-profile-leftover',
  routines: ['any-profile-leftover'],
  title: 'every login starts a program in /tmp, and every shell sources a file from there',
  settle: async (machine) => machine.write(script, 'if [ -n "$BASH" ]; then\n  export LAB_OWN=1\nfi\n'),
  inject: async (machine) => {
    machine.write(program, '#!/bin/sh\nLAB_BAD=1\nexport LAB_BAD\n', 0o755);
    machine.write(script, `if [ -n "$BASH" ]; then\n  . ${program}\nfi\nexport LAB_OWN=1\n`);
    machine.write(bashrc, `${machine.read(bashrc).toString()}[ -f ${program} ] && source ${program}\n`);
  },
  oracle: async (machine) => {
    const login = await machine.run(['env', '-i', 'bash', '-l', '-c', 'echo "bad=$LAB_BAD own=$LAB_OWN"']);
    const shell = await machine.run(['env', '-i', 'bash', '-c', `PS1=x; . ${bashrc}; echo "bad=$LAB_BAD"`]);
    const bad = [login, shell].filter(({ stdout }) => stdout.includes('bad=1')).length;
    const sound = login.stdout.includes('own=1') && login.stderr === '' && shell.stderr === '';
    return verdict([
      [bad === 0, `${bad} of 2 shells run it`],
      [sound, sound ? 'scripts sound' : `scripts broken: ${login.stderr}${shell.stderr}`],
    ]);
  },
  allowedChanges: [script, bashrc, program],
  undo: 'exact',
  exactPaths: () => [script, bashrc, program],
  interactiveUndo: true,
};
