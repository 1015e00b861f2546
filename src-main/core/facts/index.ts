import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { aptCheck } from './apt-check.js';
import { aptFixSimulation } from './apt-fix-simulation.js';
import { aptSources } from './apt-sources.js';
import { diskHealth } from './disk-health.js';
import { dpkgAudit } from './dpkg-audit.js';
import { dpkgUpdates } from './dpkg-updates.js';
import { essentialPackages } from './essential-packages.js';
import { ext4Check, ext4Volumes } from './ext4-volumes.js';
import { failedUnits } from './failed-units.js';
import { hostsFile } from './hosts-file.js';
import { imageBased } from './image-based.js';
import { packageLock } from './package-lock.js';
import { power } from './power.js';
import { preload } from './preload.js';
import { restartRequired } from './restart-required.js';
import { systemPermissions } from './system-permissions.js';
import { accounts } from './accounts.js';
import { battery } from './battery.js';
import { clock } from './clock.js';
import { fileSystems } from './file-systems.js';
import { identity } from './identity.js';
import { kernelLog } from './kernel-log.js';
import { captivePortal, internetAddress, nameLookup } from './internet.js';
import { listening } from './listening.js';
import { defaultRoute, networkLinks } from './network.js';
import { memory } from './memory.js';
import { raid } from './raid.js';
import { temperatures } from './temperatures.js';
import type { Fact } from './types.js';
import { unitDropIns } from './unit-dropins.js';
import { userCaches } from './user-caches.js';

/** Everything that can be known, by id. */
const factsById = {
  'restart-required': restartRequired,
  power,
  'image-based': imageBased,
  'disk-health': diskHealth,
  'package-lock': packageLock,
  'dpkg-updates': dpkgUpdates,
  'dpkg-audit': dpkgAudit,
  'apt-sources': aptSources,
  'apt-check': aptCheck,
  'apt-fix-simulation': aptFixSimulation,
  'essential-packages': essentialPackages,
  'failed-units': failedUnits,
  'unit-dropins': unitDropIns,
  'hosts-file': hostsFile,
  'system-permissions': systemPermissions,
  'ext4-volumes': ext4Volumes,
  'ext4-check': ext4Check,
  'user-caches': userCaches,
  preload,
  accounts,
  battery,
  clock,
  'file-systems': fileSystems,
  identity,
  'kernel-log': kernelLog,
  listening,
  memory,
  raid,
  temperatures,
  'network-links': networkLinks,
  'default-route': defaultRoute,
  'internet-address': internetAddress,
  'name-lookup': nameLookup,
  'captive-portal': captivePortal,
} as const;

export type FactId = keyof typeof factsById;

/** The readings a routine sees, each with its own type. */
export type FactReadings = { readonly [K in FactId]: (typeof factsById)[K] extends Fact<infer T> ? ReadingOf<T> : never };

export const allFacts: readonly Fact<unknown>[] = Object.values(factsById);
