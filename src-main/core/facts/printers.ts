import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { readLpstat, type Printing } from './readers/lpstat.js';
import { defineFact } from './types.js';

/** The printers and their queue. Asking wakes CUPS where systemd starts it on demand, therefore not in every scan. */
export const printers = defineFact<Printing>({
  id: 'printers',
  title: 'Printers',
  cost: 'deep',
  needs: [],
  timeoutMs: 20_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<Printing>> {
    const here = await Promise.all(
      ['/usr/sbin/cupsd', '/usr/bin/lpstat', '/run/cups/cups.sock'].map((path) => target.files.stat({ text: path })),
    );
    if (here.every((stat) => stat === null)) {
      const evidence = [{ source: '/usr/sbin/cupsd', line: 'absent', meaning: 'no printing system is installed' }];
      return { known: true, value: { installed: false, runs: false, printers: [], waiting: 0 }, evidence };
    }
    return readLpstat(await target.exec.run({ argv: ['lpstat', '-r', '-p', '-a', '-o'], timeoutMs: 18_000, signal }));
  },
});
