import type { Machine } from '../machine.ts';
import { type Json, type Said, call, last } from '../product.ts';
import type { Proof, Trial } from '../rights/trial.ts';

/** Data first: users' folders are copied, checked by sha256sum itself, and what could not be read is named. */
export const saveDataTrial: Trial = {
  id: 'save-data',
  title: "users' folders are copied to safety and every copy is checked; accounts of a hostile disk lead nowhere else",
  machine: { disks: [{ sizeMb: 64, mkfs: ['mkfs.ext4', '-q'] }] },
  async prove(machine, proof) {
    const script = [
      'mkdir -p ~/Documents/"two words" ~/.cache/junk',
      'echo thesis >~/Documents/thesis.txt',
      `printf x >~/Documents/"two words"/"$(printf 'new\\nline')"`,
      `printf y >~/Documents/"$(printf 'odd\\377')"`,
      'ln -s /etc/shadow ~/Documents/link',
      'mkfifo ~/Documents/pipe',
      'head -c 3000000 /dev/urandom >~/Documents/photo.raw',
      'echo junk >~/.cache/junk/a',
    ];
    await machine.must(['sh', '-c', script.join('\n')], { user: 'alice' });
    const said = await call(machine, ['save-data', '--to', '/srv/saved']);
    proof.says('save-data', said, 3, /pipe/);
    const checked = await machine.run(['sh', '-c', 'cd /srv/saved && sha256sum --quiet -c SHA256SUMS']);
    proof.check(checked.code === 0, `sha256sum -c: ${checked.stdout}${checked.stderr}`);
    const same = await machine.run([
      'sh',
      '-c',
      'cd /home/alice/Documents && find . -type f -print0 | while IFS= read -r -d "" f; do cmp -- "$f" "/srv/saved/alice/Documents/$f" || exit 1; done',
    ]);
    proof.check(same.code === 0 || same.stderr.includes('read: Illegal option'), `compared: ${same.stdout}${same.stderr}`);
    proof.check(!machine.exists('/srv/saved/alice/.cache'), 'the cache was copied too');
    proof.check(/"leftOut":\["\.cache\/junk"\]/.test(JSON.stringify(last(said, 'saved'))), 'it does not say that the cache was left out');
    proof.check(
      (await machine.run(['readlink', '/srv/saved/alice/Documents/link'])).stdout.trim() === '/etc/shadow',
      'a link was not copied as a link',
    );
    const alice = savedUsers(said).find(({ user }) => user === 'alice');
    const counted = (
      await machine.must(['sh', '-c', "find /home/alice -path /home/alice/.cache -prune -o -type f -print0 | tr -dc '\\0' | wc -c"])
    ).trim();
    proof.check(String(alice?.['files']) === counted, `counted ${counted} files, the product says ${JSON.stringify(alice?.['files'])}`);
    proof.refuses('a goal within the folder', await call(machine, ['save-data', '--to', '/home/alice/saved']), 2, /lies within/);
    proof.says('as a user, his own only', await call(machine, ['save-data', '--to', '/tmp/mine'], { user: 'alice' }), 3, /alice/);
    proof.refuses('a goal that is the folder itself', await call(machine, ['save-data', '--to', '/home']), 2, /lies within/);
    proof.check(
      (await machine.run(['cat', '/home/alice/Documents/thesis.txt'])).stdout === 'thesis\n',
      'a copy onto itself has destroyed what was to be saved',
    );
    await hostileDisk(machine, proof);
  },
};

/** Lines of the passwd file of a disk: each account but the first tries to be read from, or written to, somewhere else. */
const accounts = [
  ['eve', '/home/eve'],
  ['eve', '/home/again'],
  ['../../etc/cron.d', '/home/cron'],
  ['..', '/home/cron'],
  ['saved.json', '/home/cron'],
  ['up', '/../../root'],
  ['through', '/srv/secret'],
  ['whole', '/'],
  ['kernel', '/proc'],
  ['linked', '/home/linked'],
] as const;

async function hostileDisk(machine: Machine, proof: Proof): Promise<void> {
  const [device = ''] = machine.disks;
  const lines = accounts.map(([name, home], index) => `${name}:x:${1000 + index}:${1000 + index}::${home}:/bin/bash`);
  const script = `set -e
mkdir -p /mnt/disk /srv/own/secret /srv/goal; mount ${device} /mnt/disk
echo technician >/root/secret; echo technician >/srv/own/secret/file
cd /mnt/disk; mkdir -p etc proc home/eve home/again/x home/cron
printf '%s\n' '${lines.join("' '")}' >etc/passwd
echo letter >home/eve/letter; ln -s /etc/cron.daily home/eve/x; echo planted >home/again/x/planted
echo planted >home/cron/planted; ln -s /srv/own srv; ln -s ../../../../root home/linked`;
  await machine.must(['sh', '-c', script]);
  const before = machine.changedFiles();
  const said = await call(machine, ['save-data', '--to', '/srv/goal/saved', '--root', '/mnt/disk']);
  proof.says('save-data of a hostile disk', said, 3, /eve/);
  proof.untouched('save-data of a hostile disk', machine, before, ['/srv/goal/**']);
  const copied = (await machine.must(['sh', '-c', 'cd /srv/goal && find . ! -type d | sort'])).trim().split('\n');
  const wanted = ['SHA256SUMS', 'eve/letter', 'eve/x', 'saved.json'].map((path) => `./saved/${path}`);
  proof.check(copied.join() === wanted.join(), `copied: ${copied.join(', ')}`);
  const users = savedUsers(said);
  for (const [index, [name, home]] of accounts.entries()) {
    const told = users[index]?.['unread'];
    const named = users[index]?.['user'] === name && Array.isArray(told) && told.length > 0 && JSON.stringify(told).includes(home);
    proof.check(index === 0 || named, `${name} with ${home} was not refused by name: ${JSON.stringify(users[index])}`);
  }
  await machine.must(['umount', '/mnt/disk']);
}

function savedUsers(said: Said): readonly Json[] {
  const users = last(said, 'saved')?.['users'];
  return Array.isArray(users) ? (users as Json[]) : [];
}
