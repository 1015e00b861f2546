import { call, last } from '../product.ts';
import type { Trial } from '../rights/trial.ts';

/** Data first: users' folders are copied, checked by sha256sum itself, and what could not be read is named. */
export const saveDataTrial: Trial = {
  id: 'save-data',
  title: "users' folders are copied to safety and every copy is checked",
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
    proof.check(
      (await machine.run(['readlink', '/srv/saved/alice/Documents/link'])).stdout.trim() === '/etc/shadow',
      'a link was not copied as a link',
    );
    const users = last(said, 'saved')?.['users'];
    const alice = Array.isArray(users) ? users.find((user: unknown) => (user as { user?: string }).user === 'alice') : undefined;
    const counted = (
      await machine.must(['sh', '-c', "find /home/alice -path /home/alice/.cache -prune -o -type f -print0 | tr -dc '\\0' | wc -c"])
    ).trim();
    proof.check(
      String((alice as { files?: number } | undefined)?.files) === counted,
      `counted ${counted} files, the product says ${JSON.stringify((alice as { files?: number } | undefined)?.files)}`,
    );
    proof.refuses('a goal within the folder', await call(machine, ['save-data', '--to', '/home/alice/saved']), 2, /lies within/);
    proof.says('as a user, his own only', await call(machine, ['save-data', '--to', '/tmp/mine'], { user: 'alice' }), 3, /alice/);
  },
};
