import { contentOf, type LabCase, verdict } from '../case.ts';
import { copyFinished } from './any-journal-corrupt.ts';

const folder = '/var/log/journal';
/** In the folder of the log, and no part of it. */
const notes = '/srv/journal/notes.txt';

export const journalVacuum: LabCase = {
  id: 'any-journal-vacuum',
  routines: ['any-journal-vacuum'],
  title: "the system's log has grown to more than 1 GB",
  machine: { sizeMb: 2600 },
  settle: async (machine) => {
    await machine.must(['sh', '-c', `ln -s ${folder}/"$(cat /etc/machine-id)" /srv/journal; echo "only here" >${notes}`]);
  },
  inject: async (machine) => {
    // Finished files of the log itself, made large: real memory in the machine's disk.
    await copyFinished(machine, 6, 'fallocate -l 220M "$copy"');
  },
  oracle: async (machine) => {
    const megabytes = Number.parseInt((await machine.run(['du', '-sm', folder])).stdout, 10);
    const last = await machine.run(['journalctl', '-n', '1', '--no-pager', '-q']);
    return verdict([
      [megabytes < 700, `${megabytes} MB`],
      [last.stdout.trim() !== '', last.stdout.trim() === '' ? 'log lost' : 'log readable'],
    ]);
  },
  precious: contentOf(notes),
  allowedChanges: [],
  undo: 'none',
};
