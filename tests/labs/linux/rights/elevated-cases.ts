import { userCacheClean } from '../cases/any-user-cache-clean.ts';
import { badSourceDisable } from '../cases/deb-bad-source-disable.ts';
import { brokenDeps } from '../cases/deb-broken-deps.ts';
import { dpkgInterrupted } from '../cases/deb-dpkg-interrupted.ts';
import { failedUnits } from '../cases/any-failed-units.ts';
import { fsckExt4 } from '../cases/any-fsck-ext4.ts';
import { hiddenFaults } from '../cases/hidden-faults.ts';
import { hostsHijack } from '../cases/any-hosts-hijack.ts';
import { preloadLeftover } from '../cases/any-preload-leftover.ts';
import { systemPermissions } from '../cases/any-system-permissions.ts';
import { unitDropIn } from '../cases/any-unit-dropin.ts';
import { type LabCase, routinesOf } from '../case.ts';
import type { Job } from '../row.ts';
import { runCase } from '../run-case.ts';

const needsRootToSee: readonly string[] = ['any-fsck-ext4'];

type Elevated = { readonly one: LabCase; readonly user: 'tech' | 'poly' };

const throughSudo = [
  dpkgInterrupted,
  brokenDeps,
  badSourceDisable,
  failedUnits,
  unitDropIn,
  hostsHijack,
  withoutSudoers(),
  fsckExt4,
  seenByOne(),
  preloadLeftover,
  hiddenFaults,
];
const throughPkexec = [dpkgInterrupted, hostsHijack, systemPermissions];

/** The cases again, called by people without rights of their own: every machine case once through sudo, three through pkexec. */
export const elevatedCases: readonly Job[] = [
  ...throughSudo.map((one): Elevated => ({ one, user: 'tech' })),
  ...throughPkexec.map((one): Elevated => ({ one, user: 'poly' })),
].map(({ one, user }) => {
  const id = `${one.id}-${user === 'tech' ? 'sudo' : 'pkexec'}`;
  const run: Job['run'] = (options) => runCase(unprivileged({ ...one, id }), { ...options, call: { user } });
  return {
    id,
    title: `${one.title}; called by ${user}`,
    run,
    from: [import.meta.url],
    about: 'wholeScan' in one ? 'everything' : routinesOf(one),
  };
});

/** What a scan without rights cannot see is not asked of it; the repair looks again as root. */
function unprivileged(one: LabCase): LabCase {
  return needsRootToSee.includes(one.routines[0] ?? '') ? { ...one, expect: { ...one.expect, found: [] } } : one;
}

/**
 * sudo refuses to work with a sudoers file that everybody may write, so that fault is left out where sudo is the way to root;
 * pkexec has the whole case. The oracle still looks at sudoers.
 */
function withoutSudoers(): LabCase {
  return {
    ...systemPermissions,
    inject: async (machine) => {
      await machine.must(['chmod', '0755', '/tmp']);
      await machine.must(['chown', 'root:root', '/etc/shadow']);
      await machine.must(['chmod', '0644', '/etc/shadow', '/etc/ssh/ssh_host_ed25519_key']);
    },
  };
}

/** tech may not look into alice's cache: when all is clean, that remains, and the answer for both is not "healthy". */
function seenByOne(): LabCase {
  return userCacheClean;
}
