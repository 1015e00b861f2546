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
import { secureConnection } from './secure-connection.js';
import { listening } from './listening.js';
import { defaultRoute, networkLinks } from './network.js';
import { memory } from './memory.js';
import { raid } from './raid.js';
import { temperatures } from './temperatures.js';
import { resolvConf } from './resolv-conf.js';
import { hostName } from './host-name.js';
import { nameSwitch } from './name-switch.js';
import { proxySettings } from './proxy-settings.js';
import { cronJobs } from './cron-jobs.js';
import { ownUnits } from './own-units.js';
import { emptyPrograms } from './empty-programs.js';
import { strayFiles } from './stray-files.js';
import { loginScripts } from './login-scripts.js';
import { setuidFiles } from './setuid-files.js';
import { loginKeys } from './login-keys.js';
import { autostart } from './autostart.js';
import { pamModules } from './pam-modules.js';
import { alternatives } from './alternatives.js';
import { locales } from './locales.js';
import { trustStore } from './trust-store.js';
import { nullDevice } from './null-device.js';
import { essentialUnits } from './essential-units.js';
import { throttling } from './throttling.js';
import { trim } from './trim.js';
import { userUnits } from './user-units.js';
import { homeOwnership } from './home-ownership.js';
import { journalDamage, journalSize } from './journal-files.js';
import { btrfsCheck, fatCheck, xfsCheck } from './other-volumes.js';
import { aptArchives } from './apt-archives.js';
import { aptConfig } from './apt-config.js';
import { aptDuplicates } from './apt-duplicates.js';
import { aptKeyrings } from './apt-keyrings.js';
import { aptLists } from './apt-lists.js';
import { aptPreferences } from './apt-preferences.js';
import { aptProxies } from './apt-proxy.js';
import { dpkgFileLists } from './dpkg-file-lists.js';
import { diversions } from './diversions.js';
import { dpkgStatus } from './dpkg-status.js';
import { crypttab } from './crypttab.js';
import { fstab } from './fstab.js';
import { bootCode } from './boot-code.js';
import { grubConfig } from './grub-config.js';
import { kernels } from './kernels.js';
import { kernelPackages } from './old-kernels.js';
import { packageFiles } from './package-files.js';
import { pacmanLock } from './pacman-lock.js';
import { dnfCheck } from './dnf-check.js';
import { rpmDatabase } from './rpmdb.js';
import { statOverrides } from './stat-overrides.js';
import { crashes } from './crashes.js';
import { diskEncryption } from './disk-encryption.js';
import { diskSigns } from './disk-signs.js';
import { diskWear } from './disk-wear.js';
import { disks } from './disks.js';
import { firewall } from './firewall.js';
import { graphics } from './graphics.js';
import { localTime } from './local-time.js';
import { memoryModules } from './memory-modules.js';
import { printers } from './printers.js';
import { secureBoot } from './secure-boot.js';
import { soundCards, soundServer, soundVolume } from './sound.js';
import { startUp } from './start-up.js';
import { swap } from './swap.js';
import { updateAge } from './update-age.js';
import { updatesPending } from './updates-pending.js';
import { virtualization } from './virtualization.js';
import { wireless } from './wireless.js';
import { sudoersSyntax } from './sudoers-syntax.js';
import { sshdConfig } from './sshd-config.js';
import { accountFiles, loginShells } from './account-files.js';
import { startGoal } from './start-goal.js';
import { noLogin } from './no-login.js';
import { networkServices } from './network-services.js';
import { soundMasks } from './sound-masks.js';
import { crashDumps } from './crash-dumps.js';
import { logFiles } from './log-files.js';
import { crowdedFolders } from './crowded-folders.js';
import { resumeDevice } from './resume-device.js';
import { flatpakRuntimes } from './flatpak-runtimes.js';
import { snapRevisions } from './snap-revisions.js';
import { radioSwitches } from './radio-switches.js';
import { btrfsErrors } from './btrfs-errors.js';
import { lostSnapshots } from './lost-snapshots.js';
import { snapshots } from './snapshots.js';
import { logrotate } from './logrotate.js';
import { networkManager } from './network-manager.js';
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
  'secure-connection': secureConnection,
  'resolv-conf': resolvConf,
  'host-name': hostName,
  'name-switch': nameSwitch,
  'proxy-settings': proxySettings,
  'cron-jobs': cronJobs,
  'own-units': ownUnits,
  'login-scripts': loginScripts,
  'empty-programs': emptyPrograms,
  'stray-files': strayFiles,
  'setuid-files': setuidFiles,
  'login-keys': loginKeys,
  autostart,
  'pam-modules': pamModules,
  alternatives,
  locales,
  'trust-store': trustStore,
  'null-device': nullDevice,
  'essential-units': essentialUnits,
  trim,
  'user-units': userUnits,
  'home-ownership': homeOwnership,
  'journal-size': journalSize,
  'journal-damage': journalDamage,
  'fat-check': fatCheck,
  'xfs-check': xfsCheck,
  'apt-config': aptConfig,
  'apt-preferences': aptPreferences,
  'apt-proxies': aptProxies,
  'apt-duplicates': aptDuplicates,
  'apt-keyrings': aptKeyrings,
  'apt-lists': aptLists,
  'apt-archives': aptArchives,
  'stat-overrides': statOverrides,
  diversions,
  'dpkg-status': dpkgStatus,
  'dpkg-file-lists': dpkgFileLists,
  'package-files': packageFiles,
  'pacman-lock': pacmanLock,
  'rpm-database': rpmDatabase,
  'dnf-check': dnfCheck,
  fstab,
  crypttab,
  kernels,
  'kernel-packages': kernelPackages,
  'boot-code': bootCode,
  'grub-config': grubConfig,
  disks,
  'disk-encryption': diskEncryption,
  'disk-signs': diskSigns,
  'disk-wear': diskWear,
  graphics,
  'memory-modules': memoryModules,
  crashes,
  'update-age': updateAge,
  'updates-pending': updatesPending,
  'start-up': startUp,
  firewall,
  'secure-boot': secureBoot,
  virtualization,
  wireless,
  printers,
  'sound-cards': soundCards,
  'sound-server': soundServer,
  'sound-volume': soundVolume,
  'local-time': localTime,
  swap,
  throttling,
  'btrfs-check': btrfsCheck,
  'btrfs-errors': btrfsErrors,
  'sudoers-syntax': sudoersSyntax,
  'sshd-config': sshdConfig,
  'login-shells': loginShells,
  'account-files': accountFiles,
  'start-goal': startGoal,
  'no-login': noLogin,
  'network-services': networkServices,
  'sound-masks': soundMasks,
  'crash-dumps': crashDumps,
  'log-files': logFiles,
  'crowded-folders': crowdedFolders,
  'resume-device': resumeDevice,
  'snap-revisions': snapRevisions,
  'flatpak-runtimes': flatpakRuntimes,
  'radio-switches': radioSwitches,
  snapshots,
  'lost-snapshots': lostSnapshots,
  'network-manager': networkManager,
  logrotate,
} as const;

export type FactId = keyof typeof factsById;

/** The readings a routine sees, each with its own type. */
export type FactReadings = { readonly [K in FactId]: (typeof factsById)[K] extends Fact<infer T> ? ReadingOf<T> : never };

export const allFacts: readonly Fact<unknown>[] = Object.values(factsById);
