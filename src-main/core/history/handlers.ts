import type { AppPorts, FeatureHandlers } from '../app-ports.js';
import type { Catalogue } from '../repair/catalogue.js';
import { changesSince } from './changes.js';
import { readWholeHistory } from './join.js';

/** What was done, and what was moved aside. */
export function historyHandlers(ports: AppPorts, catalogue: Catalogue): FeatureHandlers<'history' | 'quarantine'> {
  const { engines, index } = ports;
  return {
    'history.changes': ({ since }) => changesSince(ports, catalogue, since),
    'history.list': (asked) => readWholeHistory(engines, index, asked),
    'quarantine.list': async ({ root }) => {
      const [user, machine] = await Promise.all([
        engines.local['engine.quarantine']({ op: 'list', root }),
        engines.machineReader['engine.quarantine']({ op: 'list', root }),
      ]);
      return [...machine.entries, ...user.entries];
    },
    'quarantine.purge': async ({ id, root }) => {
      const own = (await engines.local['engine.quarantine']({ op: 'list', root })).entries.some((entry) => entry.id === id);
      const engine = own ? engines.local : await engines.machine();
      const { freedBytes } = await engine['engine.quarantine']({ op: 'purge', id, root });
      return { freedBytes };
    },
  };
}
