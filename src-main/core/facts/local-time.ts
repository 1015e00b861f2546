import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { existsFollowing } from './suspect.js';
import { readText } from './read-text.js';
import { defineFact } from './types.js';

/** `zone` '' where it cannot be told by name. `rtcLocal`: the hardware clock keeps local time, as Windows wants it. */
export type LocalTime = {
  readonly zone: string;
  readonly dangling: boolean;
  /** The zone that /etc/timezone names, if it is installed. */
  readonly noted: string | null;
  readonly rtcLocal: boolean;
};

/** The time zone, and what the hardware clock keeps. Source: localtime(5), hwclock(8) for /etc/adjtime. */
export const localTime = defineFact<LocalTime>({
  id: 'local-time',
  title: 'Time zone',
  cost: 'quick',
  needs: [],
  timeoutMs: 5_000,
  async read({ target }): Promise<ReadingOf<LocalTime>> {
    const stat = await target.files.stat({ text: '/etc/localtime' });
    const link = stat?.kind === 'link' ? await target.files.readLink({ text: '/etc/localtime' }) : null;
    const linked = link === null ? null : (/zoneinfo\/(.+)$/.exec(link)?.[1] ?? null);
    const named = await readText(target, '/etc/timezone');
    // Without the file the system keeps UTC; a copied file has no name, then Debian's note tells it.
    const zone = linked ?? (stat === null ? 'UTC' : (named ?? ''));
    const dangling = linked !== null && (await target.files.stat({ text: `/usr/share/zoneinfo/${linked}` })) === null;
    const noted =
      named !== null && /^[\w+-]+(\/[\w+-]+)*$/.test(named) && (await existsFollowing(target, `/usr/share/zoneinfo/${named}`))
        ? named
        : null;
    const rtcLocal = (await readText(target, '/etc/adjtime'))?.split('\n')[2]?.trim() === 'LOCAL';
    return {
      known: true,
      value: { zone, dangling, noted, rtcLocal },
      evidence: [
        {
          source: '/etc/localtime',
          line: zone === '' ? 'a file without a name' : zone,
          meaning: dangling ? 'that zone is not installed' : 'time zone',
        },
        { source: '/etc/adjtime', line: rtcLocal ? 'LOCAL' : 'UTC', meaning: 'what the hardware clock keeps' },
      ],
    };
  },
});
