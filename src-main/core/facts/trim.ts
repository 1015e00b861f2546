import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { notUnderstood, stdoutText, unread, unusable } from './raw.js';
import { defineFact } from './types.js';

export type Trim = {
  /** Disks that want to be told which blocks are free. */
  readonly disks: readonly string[];
  /** systemd's word for fstrim.timer. */
  readonly timer: string;
};

/** Whether solid-state disks are told which blocks are free. */
export const trim = defineFact<Trim>({
  id: 'trim',
  title: 'Care for solid-state disks',
  cost: 'default',
  needs: [],
  timeoutMs: 20_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<Trim>> {
    const raw = await target.exec.run({
      argv: ['lsblk', '--json', '--bytes', '--nodeps', '--output', 'PATH,TYPE,DISC-MAX'],
      timeoutMs: 10_000,
      signal,
    });
    const bad = unusable(raw);
    if (bad) return bad;
    const disks = raw.code === 0 ? readTrimDisks(stdoutText(raw)) : null;
    if (disks === null) return notUnderstood(raw);
    const state = await target.exec.run({
      argv: ['systemctl', 'show', 'fstrim.timer', '-p', 'LoadState,UnitFileState'],
      timeoutMs: 8_000,
      signal,
    });
    const timer = /^UnitFileState=(.+)$/m.exec(stdoutText(state))?.[1];
    if (state.code !== 0 || timer === undefined) return unread('not-applicable', 'There is no fstrim.timer here.', '');
    return {
      known: true,
      value: { disks, timer },
      evidence: [
        {
          source: 'lsblk, fstrim.timer',
          line: `${disks.join(' ') || 'no disk'}; timer ${timer}`,
          meaning: 'disks that want to be told which blocks are free',
        },
      ],
    };
  },
});

/** Pure: disks of `lsblk --json --bytes -o PATH,TYPE,DISC-MAX` that take discards; null: not understood. Compressed memory is none. */
export function readTrimDisks(text: string): string[] | null {
  try {
    const { blockdevices } = JSON.parse(text) as { blockdevices?: unknown };
    if (!Array.isArray(blockdevices)) return null;
    return blockdevices.flatMap((entry: unknown) => {
      const { path, type, ...rest } = entry as Record<string, unknown>;
      // Numbers came as texts before util-linux 2.33.
      const takes = Number(rest['disc-max'] ?? 0) > 0;
      return typeof path === 'string' && type === 'disk' && takes && !path.startsWith('/dev/zram') ? [path] : [];
    });
  } catch {
    return null;
  }
}
