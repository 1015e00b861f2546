import type { LabCase, Trap } from '../case.ts';
import { failedUnits } from './any-failed-units.ts';
import { flatpakUnused } from './any-flatpak-unused.ts';
import { fsckExt4 } from './any-fsck-ext4.ts';
import { hostsHijack } from './any-hosts-hijack.ts';
import { preloadLeftover } from './any-preload-leftover.ts';
import { systemPermissions } from './any-system-permissions.ts';
import { unitDropIn } from './any-unit-dropin.ts';
import { userCacheClean } from './any-user-cache-clean.ts';
import { badSourceDisable } from './deb-bad-source-disable.ts';
import { brokenDeps } from './deb-broken-deps.ts';
import { dpkgInterrupted } from './deb-dpkg-interrupted.ts';
import { fstabBrokenEntry } from './any-fstab-broken-entry.ts';
import { crypttabBrokenEntry } from './any-crypttab-broken-entry.ts';
import { grubConfigCase } from './any-grub-config.ts';
import { grubCoreLost, grubInstall, otherLoaderTrap } from './any-grub-install.ts';
import { initramfsMissing } from './any-initramfs-missing.ts';
import { pacmanStaleLock } from './arch-pacman-stale-lock.ts';
import { aptCacheClean } from './deb-apt-cache-clean.ts';
import { aptConfigDisable } from './deb-apt-config-disable.ts';
import { aptListsReset, aptListsSilent } from './deb-apt-lists-reset.ts';
import { aptPreferencesDisable } from './deb-apt-preferences-disable.ts';
import { deadProxy } from './deb-dead-proxy.ts';
import { duplicateSource } from './deb-duplicate-source.ts';
import { fileIntegrity } from './deb-file-integrity.ts';
import { fileListsReset } from './deb-file-lists-reset.ts';
import { keyrings } from './deb-keyrings.ts';
import { oldKernels } from './deb-old-kernels.ts';
import { diversionLeftover } from './deb-diversion-leftover.ts';
import { statoverrideUnknown } from './deb-statoverride-unknown.ts';
import { statusRestore, statusZeros } from './deb-status-restore.ts';
import { resolvConf, resolvConfEmpty } from './any-resolv-conf.ts';
import { dnsHijack } from './any-dns-hijack.ts';
import { nsswitch } from './any-nsswitch.ts';
import { proxyHijack } from './any-proxy-hijack.ts';
import { hostnameUnresolvable } from './any-hostname-unresolvable.ts';
import { cronLeftover } from './any-cron-leftover.ts';
import { unitLeftover } from './any-unit-leftover.ts';
import { profileLeftover } from './any-profile-leftover.ts';
import { suidLeftover } from './any-suid-leftover.ts';
import { authorizedKeys } from './any-authorized-keys.ts';
import { autostartLeftover } from './any-autostart-leftover.ts';
import { alternativesDangling } from './any-alternatives-dangling.ts';
import { localeMissing, localeUnknown } from './any-locale-missing.ts';
import { trustStore } from './any-trust-store.ts';
import { deviceNodeClosed, deviceNodes } from './any-device-nodes.ts';
import { disabledEssentials } from './any-disabled-essentials.ts';
import { maskedEssentials } from './any-masked-essentials.ts';
import { fstrimTimer } from './any-fstrim-timer.ts';
import { journalCorrupt } from './any-journal-corrupt.ts';
import { journalVacuum } from './any-journal-vacuum.ts';
import { fsckFat } from './any-fsck-fat.ts';
import { btrfsScrub } from './any-btrfs-scrub.ts';
import { lostSnapshots } from './any-lost-snapshots.ts';
import { fsckXfs } from './any-fsck-xfs.ts';
import { userUnitsFailed } from './any-user-units-failed.ts';
import { rpmdbRebuild } from './fed-rpmdb-rebuild.ts';
import { homeOwnership } from './any-home-ownership.ts';
import { sudoersSyntax } from './any-sudoers-syntax.ts';
import { sshdConfig, sshdNoKeys, sshdStopped } from './any-sshd-config.ts';
import { loginShell } from './any-login-shell.ts';
import { accountFiles } from './any-account-files.ts';
import { noLogin } from './any-no-login.ts';
import { startGoal, startGoalText } from './any-start-goal.ts';
import { networkService } from './any-network-service.ts';
import { timeZone } from './any-time-zone.ts';
import { soundMasked } from './any-sound-masked.ts';
import { crashDumps } from './any-crash-dumps.ts';
import { bigLogs } from './any-big-logs.ts';
import { manyFiles } from './any-many-files.ts';
import { staleResume } from './deb-stale-resume.ts';
import { logrotateConfig } from './any-logrotate-config.ts';
import { printQueue, printRefused, printService } from './any-print-queue.ts';
import { networkingOff, networkingOffLate } from './any-networking-off.ts';
import { fiveFaults } from './five-faults.ts';
import { hiddenFaults } from './hidden-faults.ts';

import { accountTraps } from './account-traps.ts';
import { ownWorkTraps } from './own-work-traps.ts';
import { traps as packageTraps } from './traps.ts';

/** Every machine that only looks broken. */
export const traps: readonly Trap[] = [...packageTraps, ...ownWorkTraps, ...accountTraps, otherLoaderTrap];

/** Every broken machine of the lab, in the order of its table. */
export const cases: readonly LabCase[] = [
  dpkgInterrupted,
  brokenDeps,
  badSourceDisable,
  failedUnits,
  unitDropIn,
  hostsHijack,
  systemPermissions,
  fsckExt4,
  userCacheClean,
  preloadLeftover,
  fstabBrokenEntry,
  crypttabBrokenEntry,
  grubConfigCase,
  grubInstall,
  grubCoreLost,
  initramfsMissing,
  pacmanStaleLock,
  aptCacheClean,
  aptConfigDisable,
  aptListsReset,
  aptListsSilent,
  aptPreferencesDisable,
  deadProxy,
  duplicateSource,
  fileIntegrity,
  fileListsReset,
  keyrings,
  oldKernels,
  statoverrideUnknown,
  diversionLeftover,
  statusRestore,
  statusZeros,
  resolvConf,
  resolvConfEmpty,
  dnsHijack,
  nsswitch,
  proxyHijack,
  hostnameUnresolvable,
  cronLeftover,
  unitLeftover,
  profileLeftover,
  suidLeftover,
  authorizedKeys,
  autostartLeftover,
  alternativesDangling,
  localeMissing,
  localeUnknown,
  trustStore,
  deviceNodeClosed,
  deviceNodes,
  disabledEssentials,
  maskedEssentials,
  fstrimTimer,
  journalCorrupt,
  journalVacuum,
  fsckFat,
  fsckXfs,
  btrfsScrub,
  lostSnapshots,
  userUnitsFailed,
  rpmdbRebuild,
  homeOwnership,
  sudoersSyntax,
  sshdConfig,
  sshdNoKeys,
  sshdStopped,
  loginShell,
  accountFiles,
  noLogin,
  startGoal,
  startGoalText,
  networkService,
  timeZone,
  soundMasked,
  crashDumps,
  bigLogs,
  manyFiles,
  networkingOff,
  networkingOffLate,
  logrotateConfig,
  printQueue,
  printRefused,
  flatpakUnused,
  printService,
  staleResume,
  fiveFaults,
  hiddenFaults,
];
