import { contentOf, type LabCase, verdict } from '../case.ts';

const folder = '/var/lib/php/sessions';
const unit = 'var-lib-php-sessions.mount';
/** No old session: of today, of another name, in a folder within. */
const others = ['sess_today', 'keep.txt', 'sess_shop/sess_old'].map((name) => `${folder}/${name}`);

export const manyFiles: LabCase = {
  id: 'any-many-files',
  routines: ['any-many-files'],
  title: 'nobody cleans the sessions of web pages until the disk has no entries left; those of today, and what is no session, stay',
  machine: { disks: [{ sizeMb: 32, mkfs: ['mkfs.ext4', '-q', '-N', '4096'] }] },
  settle: async (machine) => {
    machine.write(`/etc/systemd/system/${unit}`, `[Mount]\nWhat=${machine.disks[0] ?? ''}\nWhere=${folder}\nType=ext4\n`);
    await machine.must(['systemctl', 'start', unit]);
    const script = `cd ${folder} && chmod 1733 . && mkdir sess_shop && for file; do echo "only here" >"$file"; done && touch -d "3 days ago" keep.txt sess_shop/sess_old sess_shop`;
    await machine.must(['sh', '-c', script, 'sh', ...others]);
  },
  inject: async (machine) => {
    const script = `cd ${folder} && seq -f sess_old%.0f 5000 | xargs touch -d "3 days ago" 2>/dev/null; ls | wc -l`;
    await machine.must(['sh', '-c', script]);
  },
  oracle: async (machine) => {
    const used = (await machine.must(['df', '--output=ipcent', folder])).split('\n')[1]?.trim() ?? '';
    return verdict([[Number.parseInt(used, 10) < 50, `${used} of the entries used`]]);
  },
  precious: contentOf(...others),
  allowedChanges: [],
  undo: 'none',
};
