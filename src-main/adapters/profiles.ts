import type { Profile, Target } from '../core/ports.js';

const nobody = 65_534;

/** People's accounts of a Linux system: uid 1000 and above with a login shell, from its passwd file. */
export async function readProfiles(target: Target): Promise<Profile[]> {
  const bytes = await target.files.read({ text: '/etc/passwd' }, 16_000_000).catch(() => new Uint8Array());
  return new TextDecoder()
    .decode(bytes)
    .split('\n')
    .flatMap((line) => {
      const [name, , uid, gid, , home, shell] = line.split(':');
      const id = Number(uid);
      const person =
        name !== undefined &&
        name !== '' &&
        id >= 1000 &&
        id !== nobody &&
        home?.startsWith('/') === true &&
        !/(nologin|false)$/.test(shell ?? '');
      return person ? [{ name, uid: id, gid: Number(gid), home }] : [];
    });
}
