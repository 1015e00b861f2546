import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { toAppError } from '../../../src-shared/errors.js';
import { askFailingUnits, type FailingUnit } from './failing-units.js';
import { defineFact } from './types.js';

export type UserUnits = {
  readonly user: string;
  readonly uid: number;
  readonly failed: readonly FailingUnit[];
  readonly unread: string | null;
};

/** Failed services of people who are logged in, and those that fail and are started again and again, asked of each one's own service manager. */
export const userUnits = defineFact<UserUnits[]>({
  id: 'user-units',
  title: "People's failed services",
  cost: 'default',
  needs: [],
  timeoutMs: 30_000,
  runningOnly: true,
  async read({ as, profiles, target, signal }): Promise<ReadingOf<UserUnits[]>> {
    const users: UserUnits[] = [];
    for (const profile of profiles) {
      const { name: user, uid } = profile;
      // Only who is logged in has a service manager.
      if ((await target.files.stat({ text: `/run/user/${uid}/systemd` }).catch(() => undefined)) === null) continue;
      try {
        const own = await as(profile);
        const env = { XDG_RUNTIME_DIR: `/run/user/${uid}` };
        const reading = await askFailingUnits(own, (words) =>
          own.exec.run({ argv: ['systemctl', '--user', ...words], env, timeoutMs: 10_000, signal }),
        );
        users.push({ user, uid, failed: reading.known ? reading.value : [], unread: reading.known ? null : reading.reason });
      } catch (thrown) {
        users.push({ user, uid, failed: [], unread: toAppError(thrown).message });
      }
    }
    const evidence = users.flatMap(({ user, failed }) =>
      failed.map(({ unit, description }) => ({ source: `systemctl --user (${user})`, line: unit, meaning: `failed: ${description}` })),
    );
    return { known: true, value: users, evidence };
  },
});
