import { posix } from 'node:path';
import { AppError } from '../../../src-shared/errors.js';
import type { AppPorts, FeatureHandlers, SavedFolder } from '../app-ports.js';
import type { Profile } from '../ports.js';

const everyMs = 500;

/** Data first: the users' folders of a system, copied and read back before anything else is done to a failing disk. */
export function dataHandlers(ports: AppPorts): FeatureHandlers<'data'> {
  return {
    'data.save': async function* ({ to, root }, signal) {
      const profiles = await profilesToSave(ports, root);
      if (!to.startsWith('/')) throw new AppError('bad-input', `'${to}' is not the full path of a folder.`);
      const saved: (SavedFolder & { user: string; from: string })[] = [];
      for (const profile of profiles) {
        const from = posix.join(root, profile.home);
        if (`${posix.resolve(to)}/`.startsWith(`${from}/`))
          throw new AppError('bad-input', `${to} lies within ${from}, which is to be copied.`, 'Give a folder on another disk.');
        const progress = { files: 0, bytes: 0 };
        const work = ports.dataSaver.save(from, posix.join(to, profile.name), (done) => Object.assign(progress, done), signal);
        for (let ended = false; !ended;) {
          ended = await Promise.race([work.then(() => true), ports.sleep(everyMs).then(() => false)]);
          yield { v: 1, type: 'saving', user: profile.name, ...progress };
        }
        saved.push({ user: profile.name, from, ...(await work) });
      }
      const end = { v: 1 as const, type: 'saved' as const, to, users: saved };
      await ports.dataSaver.writeList(posix.join(to, 'saved.json'), `${JSON.stringify(end, null, 2)}\n`);
      yield end;
    },
  };
}

/**
 * Root saves everybody's folders, a user his own. A console that gave up root's rights copies with those that it has left: the closed
 * verbs of the worker read no files of users.
 */
async function profilesToSave({ engines, profiles }: AppPorts, root: string): Promise<readonly Profile[]> {
  const all = await profiles(root);
  const readsAll = engines.elevated && !engines.readsAsMachine;
  const mine = readsAll ? all : all.filter((profile) => profile.name === engines.userName);
  if (mine.length === 0)
    throw new AppError(
      'not-found',
      `There are no users' folders at ${root} that ${engines.userName} may read.`,
      readsAll ? '' : "Save them in a terminal: 'sudo rescuepc save-data'.",
    );
  return mine;
}
