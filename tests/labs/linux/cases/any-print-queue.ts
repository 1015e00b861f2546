import { type LabCase, verdict } from '../case.ts';
import { until } from '../host.ts';
import type { Machine, MachineOptions } from '../machine.ts';

const withCups: MachineOptions = {
  sizeMb: 700,
  packages: ['cups-daemon', 'cups-client'],
};
/** CUPS notes its printers and who listens to them. */
const cupsFiles = ['/etc/cups/**', '/var/cache/cups/**', '/var/spool/cups/**', '/var/log/cups/**'];

export const printQueue: LabCase = {
  id: 'any-print-queue',
  routines: ['any-print-queue'],
  title: "paper ran out: the printer's queue was stopped, and a job waits",
  machine: withCups,
  settle: addPrinter,
  inject: async (machine) => {
    await machine.must(['cupsdisable', '-r', 'out of paper', 'lab']);
    await machine.must(['lp', '-d', 'lab', '/etc/hostname']);
  },
  oracle: async (machine) => {
    const printer = (await machine.run(['lpstat', '-p', 'lab'])).stdout.split('\n')[0] ?? '';
    const waiting = (await machine.run(['lpstat', '-o'])).stdout.trim().split('\n').filter(Boolean).length;
    return verdict([
      [printer.includes('enabled since'), printer.slice(0, 30) || 'no printer'],
      [waiting === 0, `${waiting} jobs wait`],
    ]);
  },
  scanArgs: ['--deep'],
  allowedChanges: cupsFiles,
  undo: 'best-effort',
};

export const printRefused: LabCase = {
  ...printQueue,
  id: 'any-print-queue/refused',
  title: 'the queue was told to refuse jobs, and stayed so',
  inject: async (machine) => {
    await machine.must(['cupsreject', '-r', 'moving house', 'lab']);
  },
  oracle: async (machine) => {
    const takes = (await machine.run(['lpstat', '-a', 'lab'])).stdout.split('\n')[0] ?? '';
    return verdict([[takes.startsWith('lab accepting'), takes.slice(0, 30) || 'no printer']]);
  },
};

export const printService: LabCase = {
  id: 'any-print-queue/service',
  routines: ['any-print-queue'],
  title: 'the printing service was stopped',
  machine: withCups,
  settle: addPrinter,
  inject: async (machine) => {
    await machine.must(['systemctl', 'stop', 'cups.socket', 'cups.path', 'cups.service']);
  },
  oracle: async (machine) => {
    const answer = await machine.run(['lpstat', '-r']);
    return verdict([[answer.stdout.trim() === 'scheduler is running', (answer.stdout + answer.stderr).trim()]]);
  },
  scanArgs: ['--deep'],
  allowedChanges: cupsFiles,
  undo: 'best-effort',
};

/** A printer that prints into nothing. */
async function addPrinter(machine: Machine): Promise<void> {
  await machine.must(['sh', '-c', 'echo "FileDevice Yes" >>/etc/cups/cups-files.conf; systemctl restart cups']);
  await until('CUPS', async () => ((await machine.run(['lpstat', '-r'])).stdout.includes('is running') ? true : undefined));
  await machine.must(['lpadmin', '-p', 'lab', '-E', '-v', 'file:///dev/null', '-m', 'raw']);
}
