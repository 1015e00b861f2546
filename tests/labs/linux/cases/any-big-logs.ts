import { dirname } from 'node:path';
import { contentOf, type LabCase, verdict } from '../case.ts';
import { sleep } from '../host.ts';
import type { Machine } from '../machine.ts';

const used = '/var/log/daemon.log';
const precious = '/var/log/base/base-bin.000001';
/** Large enough to be looked at, and no log in words: they stay to the byte, which is checked by what may change. */
const unique = ['/var/log/audit/audit.log.1', '/var/log/btmp.1', '/var/log/backups/shop.sql.1', '/var/log/auth.log.1'];

export const bigLogs: LabCase = {
  id: 'any-big-logs',
  routines: ['any-big-logs=/var/log/daemon.log,/var/log/syslog.1,/var/log/app/app.log'],
  title:
    'a program complains without end into a log that it keeps open; an old one is huge too; a database, audits, log-ins and a dump lie beside them',
  machine: { sizeMb: 4200 },
  settle: async (machine) => {
    await machine.must(['install', '-d', '-o', 'alice', '/var/log/app']);
    await machine.must(['sh', '-c', `mkdir ${dirname(precious)}; fallocate -l 150M ${precious}; : >${used}`]);
    const made = unique.map((path) => `mkdir -p ${dirname(path)}; fallocate -l 100M ${path}; echo 'only here' >>${path}`);
    await machine.must(['sh', '-c', ['set -e', ...made].join('\n')]);
    // A program that keeps its log open, and writes into it when it is told.
    const writer = `exec >>${used}; trap "echo still here" USR1; while :; do sleep 1000 & wait; done`;
    await machine.must(['systemd-run', '--quiet', '--unit=lab-writer', 'sh', '-c', writer]);
  },
  inject: async (machine) => {
    const script = `set -e
fallocate -l 700M ${used}; echo "the newest words" >>${used}
fallocate -l 300M /var/log/syslog.1
fallocate -l 200M /var/log/app/app.log; chown alice: /var/log/app/app.log
truncate -s 900M /var/log/lastlog`;
    await machine.must(['sh', '-c', script]);
  },
  oracle: async (machine) => {
    const megabytes = await size(machine, '/var/log', '--exclude=/var/log/journal');
    const kept = await size(machine, precious);
    const before = await bytes(machine);
    await machine.must(['systemctl', 'kill', '--kill-whom=main', '--signal=USR1', 'lab-writer']);
    // It writes at once, if it still has this file.
    for (let waited = 0; waited < 50 && (await bytes(machine)) === before; waited += 1) await sleep(100);
    const grown = (await bytes(machine)) - before;
    // Who looks leaves nothing behind.
    await machine.must(['truncate', '-s', String(before), used]);
    return verdict([
      [megabytes < 900, `${megabytes} MB of logs`],
      [grown === 11, `the writer added ${grown} bytes`],
      [kept === 150, `database ${kept} MB`],
      ...(await Promise.all(unique.map(async (path) => isWhole(machine, path)))),
    ]);
  },
  precious: contentOf(...unique),
  allowedChanges: [used, '/var/log/syslog.1', '/var/log/app/app.log', '/var/log/lastlog'],
  undo: 'none',
};

async function isWhole(machine: Machine, path: string): Promise<[boolean, string]> {
  const end = (await machine.run(['tail', '-c', '10', path])).stdout;
  const whole = end === 'only here\n' && (await size(machine, path)) >= 100;
  return [whole, `${path} ${whole ? 'whole' : 'lost'}`];
}

async function bytes(machine: Machine): Promise<number> {
  return Number((await machine.must(['stat', '-c', '%s', used])).trim());
}

async function size(machine: Machine, path: string, ...more: readonly string[]): Promise<number> {
  return Number.parseInt((await machine.run(['du', '-sm', ...more, path])).stdout || '0', 10);
}
