import type { MachineIdentity } from '../../../src-shared/contract/overview.js';
import type { AppPorts, FeatureHandlers } from '../app-ports.js';
import type { FactReadings } from '../facts/index.js';
import { withNotAsked, type Catalogue } from '../repair/catalogue.js';
import { gather, readFactsNow } from '../scan/read.js';
import { internetFacts, lampFacts, lampsOf } from './lamps.js';

/** The first screen: who this machine is, and the four lamps. */
export function overviewHandlers(ports: AppPorts, catalogue: Catalogue): FeatureHandlers<'overview'> {
  return {
    'overview.get': async ({ askInternet }, signal) => {
      const ids = ['identity', 'accounts', ...lampFacts, ...(askInternet ? internetFacts : [])].filter((id) =>
        catalogue.facts.some((fact) => fact.id === id),
      );
      const readings = await gather(readFactsNow(ports.engines, { ids, cost: 'on-demand', root: '/', elevate: false }, signal));
      const facts = withNotAsked(catalogue.facts, readings);
      return { identity: identityOf(ports, facts), lamps: lampsOf(facts) };
    },
  };
}

function identityOf({ engines, hostName }: AppPorts, { identity, accounts }: FactReadings): MachineIdentity {
  const told = identity.known ? identity.value : null;
  return {
    model: told?.model ?? '',
    serial: told?.serial ?? '',
    system: told?.system ?? '',
    hostName,
    upSeconds: told?.upSeconds ?? null,
    user: engines.userName,
    elevated: engines.elevated,
    otherUsers: accounts.known ? accounts.value.people.filter((name) => name !== engines.userName) : [],
  };
}
