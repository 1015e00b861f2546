import type { AppPorts, FeatureHandlers } from '../app-ports.js';
import type { Catalogue } from '../repair/catalogue.js';
import { withNext } from '../repair/offer-next.js';
import { changesSince } from './changes.js';
import { readWholeHistory } from './join.js';

/** What was done, and what was moved aside. */
export function historyHandlers(ports: AppPorts, catalogue: Catalogue): FeatureHandlers<'history' | 'quarantine'> {
  const { engines, index } = ports;
  return {
    'history.changes': ({ since }) => changesSince(ports, catalogue, since),
    'history.list': async (asked) => {
      const history = await readWholeHistory(engines, index, asked);
      if (asked.run === undefined) return history;
      return { ...history, runs: await Promise.all(history.runs.map((run) => withNext(ports, run))) };
    },
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
