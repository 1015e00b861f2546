import { type LabCase, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';
import { packagesAreSound } from './apt-oracle.ts';

const status = '/var/lib/dpkg/status';

/** The nightly copy of the package database, as Debian's timer makes it. */
async function backUp(machine: Machine): Promise<void> {
  await machine.must(['/usr/libexec/dpkg/dpkg-db-backup']);
}

async function soundStatus(machine: Machine) {
  const sound = await packagesAreSound(machine);
  const known = (await machine.run(['dpkg-query', '-W', '-f=.'])).stdout.length;
  const lists = Number.parseInt(await machine.must(['sh', '-c', 'ls /var/lib/dpkg/info/*.list | wc -l']), 10);
  return verdict([
    [sound.pass, sound.answer],
    [known >= lists, `${known} of ${lists} packages known`],
  ]);
}

export const statusRestore: LabCase = {
  id: 'deb-status-restore',
  routines: ['deb-status-restore'],
  title: "the power went while dpkg's list of packages was written: it ends half-way, in a whole entry",
  settle: backUp,
  inject: async (machine) => {
    const text = machine.read(status).toString('latin1');
    const cut = text.indexOf('\n\n', text.length / 2) + 1;
    machine.write(status, Buffer.from(text.slice(0, cut), 'latin1'));
  },
  oracle: soundStatus,
  allowedChanges: [status],
  undo: 'exact',
  exactPaths: () => [status],
};

export const statusZeros: LabCase = {
  id: 'deb-status-zeros',
  routines: ['deb-status-restore'],
  title: "dpkg's list of packages and the copy beside it are full of zeros; only the nightly copy is sound",
  settle: backUp,
  inject: async (machine) => {
    for (const path of [status, `${status}-old`]) machine.write(path, new Uint8Array(machine.read(path).length));
  },
  oracle: soundStatus,
  allowedChanges: [status],
  undo: 'exact',
  exactPaths: () => [status, `${status}-old`],
};
