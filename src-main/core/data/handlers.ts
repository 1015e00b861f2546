import { posix } from 'node:path';
import { AppError } from '../../../src-shared/errors.js';
import { isSafeName } from '../../../src-shared/safe-name.js';
import type { AppPorts, FeatureHandlers, SavedFolder } from '../app-ports.js';
import type { Profile } from '../ports.js';

const everyMs = 500;

const listFile = 'saved.json';

/** What lies beside the users' folders; on many sticks names that differ in capitals only are the same. */
const ownFiles = [listFile, 'SHA256SUMS'];

/** Data first: the users' folders of a system, copied and read back before anything else is done to a failing disk. */
export function dataHandlers(ports: AppPorts): FeatureHandlers<'data'> {
  return {
    'data.save': async function* ({ to, root }, signal) {
      const profiles = await profilesToSave(ports, root);
      if (!to.startsWith('/')) throw new AppError('bad-input', `'${to}' is not the full path of a folder.`);
      const saved: (SavedFolder & { user: string; from: string })[] = [];
      const taken = new Set(ownFiles.map((name) => name.toLowerCase()));
      for (const { name, home } of profiles) {
        const refused = whyRefused(name, home, taken);
        if (refused !== null) {
          saved.push({ user: name, from: home, files: 0, bytes: 0, links: 0, unread: [{ path: home, reason: refused }], leftOut: [] });
          continue;
        }
        taken.add(name.toLowerCase());
        const progress = { files: 0, bytes: 0 };
        const work = ports.dataSaver.save({ root, home }, posix.join(to, name), (done) => Object.assign(progress, done), signal);
        for (let ended = false; !ended;) {
          ended = await Promise.race([work.then(() => true), ports.sleep(everyMs).then(() => false)]);
          yield { v: 1, type: 'saving', user: name, ...progress };
        }
        saved.push({ user: name, from: posix.join(root, home), ...(await work) });
      }
      const end = { v: 1 as const, type: 'saved' as const, to, users: saved };
      await ports.dataSaver.writeList(posix.join(to, listFile), `${JSON.stringify(end, null, 2)}\n`);
      yield end;
    },
  };
}

/** Why nothing is copied of an account; null: it may be. Its name and home come from a disk that nobody vouches for. */
function whyRefused(name: string, home: string, taken: ReadonlySet<string>): string | null {
  if (!isSafeName(name)) return `the account's name cannot be the name of a folder: ${JSON.stringify(name)}`;
  if (taken.has(name.toLowerCase())) return `something else is saved under the name of the account already: ${name}`;
  const parts = home.split('/').filter((part) => part !== '');
  if (parts.length === 0 || !parts.every(isSafeName)) return 'it is not the plain path of a home';
  return null;
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
