import type { Routine } from './define.js';
import { anyFailedUnits } from './linux/any-failed-units.js';
import { anyFsckExt4 } from './linux/any-fsck-ext4.js';
import { anyHostsHijack } from './linux/any-hosts-hijack.js';
import { anyPreloadLeftover } from './linux/any-preload-leftover.js';
import { anySystemPermissions } from './linux/any-system-permissions.js';
import { anyUnitDropin } from './linux/any-unit-dropin.js';
import { anyUserCacheClean } from './linux/any-user-cache-clean.js';
import { debBadSourceDisable } from './linux/deb-bad-source-disable.js';
import { debBrokenDeps } from './linux/deb-broken-deps.js';
import { debDpkgInterrupted } from './linux/deb-dpkg-interrupted.js';
import { anyDeviceNodes } from './linux/any-device-nodes.js';
import { anyFsckFat } from './linux/any-fsck-fat.js';
import { anyFsckXfs } from './linux/any-fsck-xfs.js';
import { anyPamLeftover } from './linux/any-pam-leftover.js';
import { anySuidLeftover } from './linux/any-suid-leftover.js';
import { anyAuthorizedKeys } from './linux/any-authorized-keys.js';
import { anyCronLeftover } from './linux/any-cron-leftover.js';
import { anyUnitLeftover } from './linux/any-unit-leftover.js';
import { anyProfileLeftover } from './linux/any-profile-leftover.js';
import { anyAutostartLeftover } from './linux/any-autostart-leftover.js';
import { anyDnsHijack } from './linux/any-dns-hijack.js';
import { anyResolvConf } from './linux/any-resolv-conf.js';
import { anyNsswitch } from './linux/any-nsswitch.js';
import { anyProxyHijack } from './linux/any-proxy-hijack.js';
import { anyHostnameUnresolvable } from './linux/any-hostname-unresolvable.js';
import { anyDefaultRoute } from './linux/any-default-route.js';
import { anyTrustStore } from './linux/any-trust-store.js';
import { anyAlternativesDangling } from './linux/any-alternatives-dangling.js';
import { anyLocaleMissing } from './linux/any-locale-missing.js';
import { anyMaskedEssentials } from './linux/any-masked-essentials.js';
import { anyDisabledEssentials } from './linux/any-disabled-essentials.js';
import { anyUserUnitsFailed } from './linux/any-user-units-failed.js';
import { anyHomeOwnership } from './linux/any-home-ownership.js';
import { anyClockSync } from './linux/any-clock-sync.js';
import { anyFstrimTimer } from './linux/any-fstrim-timer.js';
import { anyJournalCorrupt } from './linux/any-journal-corrupt.js';
import { anyJournalVacuum } from './linux/any-journal-vacuum.js';
import { anyCrypttabBrokenEntry } from './linux/any-crypttab-broken-entry.js';
import { anyFstabBrokenEntry } from './linux/any-fstab-broken-entry.js';
import { anyGrubConfig } from './linux/any-grub-config.js';
import { anyGrubInstall } from './linux/any-grub-install.js';
import { anyInitramfsMissing } from './linux/any-initramfs-missing.js';
import { archPacmanStaleLock } from './linux/arch-pacman-stale-lock.js';
import { debAptCacheClean } from './linux/deb-apt-cache-clean.js';
import { debAptConfigDisable } from './linux/deb-apt-config-disable.js';
import { debAptListsReset } from './linux/deb-apt-lists-reset.js';
import { debAptPreferencesDisable } from './linux/deb-apt-preferences-disable.js';
import { debDeadProxy } from './linux/deb-dead-proxy.js';
import { debDuplicateSource } from './linux/deb-duplicate-source.js';
import { debFileIntegrity } from './linux/deb-file-integrity.js';
import { debFileListsReset } from './linux/deb-file-lists-reset.js';
import { debKeyrings } from './linux/deb-keyrings.js';
import { debOldKernels } from './linux/deb-old-kernels.js';
import { debDiversionLeftover } from './linux/deb-diversion-leftover.js';
import { debStatoverrideUnknown } from './linux/deb-statoverride-unknown.js';
import { debStatusRestore } from './linux/deb-status-restore.js';
import { fedRpmdbRebuild } from './linux/fed-rpmdb-rebuild.js';
import { anySudoersSyntax } from './linux/any-sudoers-syntax.js';
import { anyLoginShell } from './linux/any-login-shell.js';
import { anyAccountFiles } from './linux/any-account-files.js';
import { anyNoLogin } from './linux/any-no-login.js';
import { anyStartGoal } from './linux/any-start-goal.js';
import { debStaleResume } from './linux/deb-stale-resume.js';
import { anySshdConfig } from './linux/any-sshd-config.js';
import { anyNetworkService } from './linux/any-network-service.js';
import { anyRadioBlocked } from './linux/any-radio-blocked.js';
import { anyTimeZone } from './linux/any-time-zone.js';
import { anySoundMasked } from './linux/any-sound-masked.js';
import { anyBtrfsScrub } from './linux/any-btrfs-scrub.js';
import { anyBtrfsCheck } from './linux/any-btrfs-check.js';
import { anyBigLogs } from './linux/any-big-logs.js';
import { anyCrashDumps } from './linux/any-crash-dumps.js';
import { anyManyFiles } from './linux/any-many-files.js';
import { anyFlatpakUnused } from './linux/any-flatpak-unused.js';
import { anySnapOldRevisions } from './linux/any-snap-old-revisions.js';
import { anyLostSnapshots } from './linux/any-lost-snapshots.js';
import { anyOrphanedSnapshots } from './linux/any-orphaned-snapshots.js';
import { anyLogrotateConfig } from './linux/any-logrotate-config.js';
import { anyPrintQueue } from './linux/any-print-queue.js';
import { anyNetworkingOff } from './linux/any-networking-off.js';

/** Every repair, in the order in which findings and plans show them when nothing else decides. */
export const allRoutines: readonly Routine[] = [
  anyFsckExt4,
  anyCrypttabBrokenEntry,
  anyFstabBrokenEntry,
  anySystemPermissions,
  anySudoersSyntax,
  anyLoginShell,
  anyAccountFiles,
  anyNoLogin,
  anyStartGoal,
  anyPreloadLeftover,
  anyHostsHijack,
  debAptConfigDisable,
  debAptPreferencesDisable,
  debBadSourceDisable,
  debDuplicateSource,
  debKeyrings,
  debDeadProxy,
  debStatusRestore,
  debStatoverrideUnknown,
  debAptListsReset,
  debFileListsReset,
  debDpkgInterrupted,
  debBrokenDeps,
  debDiversionLeftover,
  debFileIntegrity,
  archPacmanStaleLock,
  fedRpmdbRebuild,
  debOldKernels,
  anyInitramfsMissing,
  anyGrubConfig,
  anyGrubInstall,
  debStaleResume,
  anyUnitDropin,
  anySshdConfig,
  anyNetworkService,
  anyRadioBlocked,
  anyNetworkingOff,
  anyFailedUnits,
  anyDeviceNodes,
  anyFsckFat,
  anyFsckXfs,
  anyBtrfsScrub,
  anyBtrfsCheck,
  anyPamLeftover,
  anySuidLeftover,
  anyAuthorizedKeys,
  anyCronLeftover,
  anyUnitLeftover,
  anyProfileLeftover,
  anyAutostartLeftover,
  anyDnsHijack,
  anyResolvConf,
  anyNsswitch,
  anyProxyHijack,
  anyHostnameUnresolvable,
  anyDefaultRoute,
  anyTrustStore,
  anyAlternativesDangling,
  anyLocaleMissing,
  anyMaskedEssentials,
  anyDisabledEssentials,
  anyUserUnitsFailed,
  anySoundMasked,
  anyPrintQueue,
  anyHomeOwnership,
  anyClockSync,
  anyTimeZone,
  anyFstrimTimer,
  anyJournalCorrupt,
  anyJournalVacuum,
  anyLogrotateConfig,
  anyBigLogs,
  anyCrashDumps,
  anyManyFiles,
  anySnapOldRevisions,
  anyFlatpakUnused,
  anyLostSnapshots,
  anyOrphanedSnapshots,
  debAptCacheClean,
  anyUserCacheClean,
];
