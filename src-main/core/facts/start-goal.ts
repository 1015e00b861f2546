import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { unread } from './raw.js';
import { existsFollowing } from './suspect.js';
import { defineFact } from './types.js';

export const startGoalLink = '/etc/systemd/system/default.target';
const shipped = ['/usr/lib/systemd/system', '/lib/systemd/system'];

/** `goal` null: what the distribution sets. `wanted`: the unit that should be started, by whether there is a log-in picture. */
export type StartGoal = {
  readonly goal: string | null;
  readonly link: boolean;
  readonly exists: boolean;
  readonly displayManager: boolean;
  readonly wanted: string;
};

/** Up to where the system starts: systemd's default target. Source: systemd.special(7), default.target. */
export const startGoal = defineFact<StartGoal>({
  id: 'start-goal',
  title: 'Up to where the system starts',
  cost: 'quick',
  needs: [],
  timeoutMs: 5_000,
  async read({ target }): Promise<ReadingOf<StartGoal>> {
    let folder: string | undefined;
    for (const path of shipped) if ((await target.files.stat({ text: `${path}/multi-user.target` })) !== null) folder ??= path;
    if (folder === undefined) return unread('not-applicable', 'This system does not start by systemd.', '');
    const stat = await target.files.stat({ text: startGoalLink });
    const to = stat?.kind === 'link' ? await target.files.readLink({ text: startGoalLink }) : null;
    const displayManager =
      (await target.files.stat({ text: '/etc/systemd/system/display-manager.service' })) !== null &&
      (await existsFollowing(target, '/etc/systemd/system/display-manager.service'));
    const value = {
      goal: stat === null ? null : posix.basename(to ?? startGoalLink),
      link: to !== null,
      exists: stat !== null && (await existsFollowing(target, startGoalLink)),
      displayManager,
      wanted: `${folder}/${displayManager ? 'graphical' : 'multi-user'}.target`,
    };
    return {
      known: true,
      value,
      evidence: [{ source: startGoalLink, line: to ?? (stat === null ? 'absent' : 'a file'), meaning: 'where the start ends' }],
    };
  },
});
