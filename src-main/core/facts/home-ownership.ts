import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { toAppError } from '../../../src-shared/errors.js';
import { unread } from './raw.js';
import { orUnseen } from './read-text.js';
import { defineFact } from './types.js';

export type ForeignObject = {
  readonly user: string;
  readonly path: string;
  readonly uid: number;
  /** Made anew by the desktop when it is missing, and its user may rename it: the folder it lies in is his own. */
  readonly regenerable: boolean;
};

/** Without these a desktop does not start, or forgets its settings. */
const vital = [
  '',
  '.Xauthority',
  '.ICEauthority',
  '.config',
  '.local',
  '.local/share',
  '.local/state',
  '.cache',
  '.dbus',
  '.profile',
  '.bashrc',
  '.ssh',
];

const regenerable = ['.Xauthority', '.ICEauthority', '.cache', '.dbus'];

/** Things in people's homes that a desktop needs and that belong to somebody else, usually since a graphical program ran under sudo. */
export const homeOwnership = defineFact<ForeignObject[]>({
  id: 'home-ownership',
  title: "Owners in people's homes",
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  async read({ target, profiles }): Promise<ReadingOf<ForeignObject[]>> {
    const foreign: ForeignObject[] = [];
    const unseen = new Set<string>();
    for (const { name: user, uid, home } of profiles) {
      const ownHome = (await orUnseen(target.files.stat({ text: home })))?.uid === uid;
      for (const name of vital) {
        const path = posix.join(home, name);
        const stat = await target.files.stat({ text: path }).catch((thrown: unknown) => {
          if (toAppError(thrown).code !== 'not-permitted') throw thrown;
          unseen.add(user);
          return null;
        });
        if (stat !== null && stat.kind !== 'link' && stat.uid !== uid)
          foreign.push({ user, path, uid: stat.uid, regenerable: ownHome && regenerable.includes(name) });
      }
    }
    // Something foreign may be in the way of the rest, and is told.
    if (foreign.length === 0 && unseen.size > 0)
      return unread('not-permitted', `The home of ${[...unseen].join(', ')} may not be looked into.`, "Run 'sudo rescuepc scan'.");
    return {
      known: true,
      value: foreign,
      evidence: foreign.map(({ path, uid, user }) => ({ source: path, line: `owner ${uid}`, meaning: `does not belong to ${user}` })),
    };
  },
});
