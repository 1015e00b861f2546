import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { perLine } from '../foreign-lines.js';
import { notUnderstood, stdoutText, unusable } from './raw.js';
import { defineFact } from './types.js';

/** A program that waits for connections; '' where the name needs root. */
export type Listener = { readonly address: string; readonly port: number; readonly program: string; readonly open: boolean };

/** TCP ports that programs listen on. `open`: reachable from other machines as far as the address goes. */
export const listening = defineFact<Listener[]>({
  id: 'listening',
  title: 'Programs that wait for connections',
  cost: 'default',
  needs: [],
  timeoutMs: 15_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<Listener[]>> {
    const raw = await target.exec.run({ argv: ['ss', '-Hltnp'], timeoutMs: 12_000, signal });
    const bad = unusable(raw, "Install 'iproute2'.");
    if (bad) return bad;
    if (raw.code !== 0) return notUnderstood(raw);
    const listeners = readSs(stdoutText(raw));
    return {
      known: true,
      value: listeners,
      evidence: listeners.map(({ address, port, program, open }) => ({
        source: 'ss -ltnp',
        line: `${address}:${port} ${program}`.trim(),
        meaning: open ? 'other machines may reach it' : 'this machine only',
      })),
    };
  },
});

/** Pure: lines of `ss -Hltnp`: STATE RECVQ SENDQ LOCAL PEER [users:(("name",pid=1,fd=2))]. */
export function readSs(text: string): Listener[] {
  return perLine(text, (line) => {
    const match = /^LISTEN\s+\d+\s+\d+\s+(\S+):(\d+)\s+\S+\s*(.*)/.exec(line.trim());
    if (!match) return [];
    const [, address = '', port = '', users = ''] = match;
    const plain = address.replace(/^\[|\]$/g, '').replace(/%.*/, '');
    return [
      {
        address: plain,
        port: Number(port),
        program: /\(\("([^"]+)"/.exec(users)?.[1] ?? '',
        open: !(plain === '::1' || plain.startsWith('127.')),
      },
    ];
  });
}
