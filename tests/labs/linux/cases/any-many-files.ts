import { type LabCase, verdict } from '../case.ts';

const folder = '/var/lib/php/sessions';
const unit = 'var-lib-php-sessions.mount';

export const manyFiles: LabCase = {
  id: 'any-many-files',
  routines: ['any-many-files'],
  title: 'nobody cleans the sessions of web pages until the disk has no entries left; those of today, and what is no session, stay',
  machine: { disks: [{ sizeMb: 32, mkfs: ['mkfs.ext4', '-q', '-N', '4096'] }] },
  settle: async (machine) => {
    machine.write(`/etc/systemd/system/${unit}`, `[Mount]\nWhat=${machine.disks[0] ?? ''}\nWhere=${folder}\nType=ext4\n`);
    await machine.must(['systemctl', 'start', unit]);
    const script = `cd ${folder} && chmod 1733 . && echo new >sess_today && echo x >keep.txt && touch -d "3 days ago" keep.txt`;
    await machine.must(['sh', '-c', script]);
  },
  inject: async (machine) => {
    const script = `cd ${folder} && seq -f sess_old%.0f 5000 | xargs touch -d "3 days ago" 2>/dev/null; ls | wc -l`;
    await machine.must(['sh', '-c', script]);
  },
  oracle: async (machine) => {
    const used = (await machine.must(['df', '--output=ipcent', folder])).split('\n')[1]?.trim() ?? '';
    const kept = ['sess_today', 'keep.txt'].map((name) => machine.run(['test', '-s', `${folder}/${name}`]));
    const here = (await Promise.all(kept)).every(({ code }) => code === 0);
    return verdict([
      [Number.parseInt(used, 10) < 50, `${used} of the entries used`],
      [here, here ? 'the rest is kept' : 'something else is lost'],
    ]);
  },
  allowedChanges: [],
  undo: 'none',
};
