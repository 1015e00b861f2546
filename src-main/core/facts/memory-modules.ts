import { readMemoryModules, type MemoryModules } from './readers/dmidecode.js';
import { defineFact } from './types.js';

/** Which memory modules are in which slots. The firmware's table is root's alone. */
export const memoryModules = defineFact<MemoryModules>({
  id: 'memory-modules',
  title: 'Memory modules',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 10_000,
  runningOnly: true,
  async read({ target, signal }) {
    return readMemoryModules(await target.exec.run({ argv: ['dmidecode', '-t', '17'], timeoutMs: 8_000, signal }));
  },
});
