import { access, constants, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { AppError } from '../../src-shared/errors.js';
import type { Target } from '../core/ports.js';
import { silent, startAgent } from './agent.js';
import { disksFolder } from './disk-world.js';
import { createFiles } from './node-files.js';
import { largestTable, readPlain } from './plain-file.js';
import { expectProtected } from './protected-path.js';
import { readProfiles } from './profiles.js';
import { createExec } from './spawn-exec.js';

export type Targets = {
  target(where: { root: string; user?: string }): Promise<Target>;
  /** Ends the children that work as users. */
  close(): void;
};

/** True where nobody may write, not even root: access(2) says EROFS. */
async function isReadOnly(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'EROFS',
  );
}

/** Makes targets with this process's rights; elevated, also with a user's, through a child of his. */
export function createTargets(elevated: boolean, agentProgram: readonly string[]): Targets {
  const made = new Map<string, Promise<Target>>();
  const agents: { close(): void }[] = [];
  /** Users whose child did not answer: another would be held up the same way, step after step. */
  const held = new Set<string>();

  async function make(root: string, user: string | undefined, onlyLooked: boolean, forget: () => void): Promise<Target> {
    if (root !== '/') await expectTargetRoot(root, elevated);
    const own = { root, running: root === '/', registry: null };
    const keep = elevated ? {} : pick(process.env, ['XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS', 'USER']);
    const home = elevated ? '/root' : homedir();
    const here = createExec({ root: '/', home, keep, prefix: (program) => [program] });
    const temporary = onlyLooked ? { TMPDIR: '/run' } : {};
    const exec =
      root === '/' ? here : createExec({ root, home, keep: { ...keep, ...temporary }, prefix: (program) => inside(root, program) });
    // Attributes are read and set by this machine's tools: files are held open here, which is no path inside the other system.
    const files = createFiles(root, here, elevated);
    if (user === undefined) return { ...own, files, exec };
    if (!elevated)
      throw new AppError('not-permitted', `Only an administrator may look into the files of ${user}.`, "Run 'sudo rescuepc scan'.");
    const profile = (await readProfiles({ ...own, files, exec })).find((candidate) => candidate.name === user);
    if (!profile) throw new AppError('not-found', `There is no user ${user} with a home folder here.`);
    if (root !== '/') throw new AppError('unsupported', "Users' files of a mounted system are not changed yet.");
    if (held.has(user)) throw silent(user);
    const agent = startAgent(agentProgram, profile);
    agents.push(agent);
    // The user may end what runs as him, also by logging out.
    agent.onClose(() => {
      if (agent.givenUp()) held.add(user);
      forget();
    });
    const asUser = createExec({ root, home: profile.home, keep: { USER: user }, prefix: (program) => [program], as: profile });
    return { ...own, files: agent.files, exec: asUser };
  }

  return {
    async target({ root, user }) {
      // A disk that is only looked at has no /tmp that can be written; its /run is on memory, and small (core/disks/private-dev.ts).
      const onlyLooked = root.startsWith(`${disksFolder}/`) && (await isReadOnly(root));
      const key = `${user ?? ''}@${root}${onlyLooked ? '@ro' : ''}`;
      const forget = (): void => void made.delete(key);
      const known = made.get(key) ?? make(root, user, onlyLooked, forget);
      made.set(key, known);
      known.catch(forget);
      return known;
    },
    close() {
      for (const agent of agents) agent.close();
    },
  };
}

/** Programs of a mounted system run inside it: own mounts, processes and network, so that they reach nothing else. */
function inside(root: string, program: string): string[] {
  return ['/usr/bin/unshare', '--mount', '--pid', '--net', '--fork', '--kill-child', '--mount-proc', `--root=${root}`, '--wd=/', program];
}

/** AppError unless the folder is a mount point that root made, on a path that only root can change. */
async function expectTargetRoot(root: string, elevated: boolean): Promise<void> {
  if (!elevated)
    throw new AppError('not-permitted', 'A mounted system can be looked at and repaired by an administrator only.', 'Run it with sudo.');
  const mounts = (await readPlain('/proc/self/mountinfo', largestTable))
    .toString()
    .split('\n')
    .map((line) => line.split(' '));
  const mount = mounts.findLast((fields) => fields[4]?.replaceAll('\\040', ' ') === root);
  const kind = mount?.[mount.indexOf('-') + 1] ?? '';
  if (!mount || kind.startsWith('fuse'))
    throw new AppError(
      'bad-input',
      `${root} is not a mount point that root has made.`,
      "Mount the disk first ('mount /dev/... /mnt'), then give that folder.",
    );
  await expectProtected(dirname(root));
  const top = await stat(root);
  // Where everybody may write (a tmpfs for all, a stick mounted for all), anybody could have put the programs that would run as root.
  if (top.uid !== 0 || (top.mode & 0o022) !== 0)
    throw new AppError(
      'unsafe-path',
      `${root} does not belong to root, or others than root can write to it.`,
      'Mount the disk so that only root can write to its top folder.',
    );
}

function pick(env: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
