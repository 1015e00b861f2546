/** Cases of repairs for any system that cannot be tried on one that does not run, and why (where else it is proved). */
export const notOffline: Readonly<Record<string, string>> = {
  'any-crash-dumps': 'needs more room than its disk here has',
  'any-fstab-broken-entry': 'needs a second disk that is there (offline-device)',
  'any-grub-install': 'needs a second disk and parts of GRUB (offline-device)',
  'any-grub-install/core': 'needs a second disk and parts of GRUB (offline-device)',
  'any-no-login': 'is looked at by logging in, which needs a system that runs',
  'any-nsswitch': 'asks a name server that runs in the machine (mounted-leftovers)',
  'any-unit-leftover': 'has services that run (mounted-leftovers)',
};
