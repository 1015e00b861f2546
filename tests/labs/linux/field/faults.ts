import type { Fault } from './fault.ts';
import { leftovers } from './faults/leftovers.ts';
import { login } from './faults/login.ts';
import { network } from './faults/network.ts';
import { packages } from './faults/packages.ts';
import { rights } from './faults/rights.ts';
import { services } from './faults/services.ts';
import { storage } from './faults/storage.ts';

/** All faults of the field suite. */
export const faults: readonly Fault[] = [...network, ...services, ...packages, ...rights, ...leftovers, ...login, ...storage];
