import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { notUnderstood, stdoutText, unusable } from './raw.js';
import { defineFact } from './types.js';

export type NullDevice = { readonly genuine: boolean; readonly kind: string; readonly mode: number; readonly uid: number };

/** The place where programs throw away what they do not need. */
export const nullDevice = defineFact<NullDevice>({
  id: 'null-device',
  title: 'The empty device',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<NullDevice>> {
    const raw = await target.exec.run({ argv: ['stat', '--printf=%t:%T %f %u %F', '/dev/null'], timeoutMs: 5_000, signal });
    const bad = unusable(raw);
    if (bad) return bad;
    const [, numbers, bits = '', uid = '', kind = ''] = /^([0-9a-f]+:[0-9a-f]+) ([0-9a-f]+) (\d+) (.+)$/.exec(stdoutText(raw)) ?? [];
    if (numbers === undefined) return notUnderstood(raw);
    const mode = Number.parseInt(bits, 16) & 0o7777;
    const genuine = kind === 'character special file' && numbers === '1:3';
    const line = `${kind}, mode ${mode.toString(8)}, owner ${uid}`;
    return {
      known: true,
      value: { genuine, kind, mode, uid: Number(uid) },
      evidence: [{ source: '/dev/null', line, meaning: genuine ? 'the device itself' : 'not the device' }],
    };
  },
});
