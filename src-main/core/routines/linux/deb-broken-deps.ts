import { busy, healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { always } from '../steps.js';

/** Nothing irreplaceable: packages of the sources, never one that the system needs to live; changed settings stay (--force-confold). */
export const debBrokenDeps = defineRoutine({
  id: 'deb-broken-deps',
  os: ['linux'],
  title: 'Mend missing package dependencies',
  explains:
    'An installed program needs another package that is missing. Until that is mended, the program may not start and updates are refused. The package manager installs exactly what its own plan names.',
  scope: 'machine',
  risk: 'medium',
  needsRestart: false,
  after: ['deb-status-restore', 'deb-bad-source-disable', 'deb-apt-lists-reset', 'deb-dpkg-interrupted'],
  touches: ['packages'],
  symptoms: ['no-updates'],
  target: 'any',
  confirmed: 'lab',
  source: 'apt-get(8): check, -s -f install; seen on Debian 12 (transcripts apt-get-check-unmet-deps, apt-get-f-install-simulate)',
  params: {},
  reads: ['apt-check', 'dpkg-status', 'apt-fix-simulation', 'essential-packages', 'package-lock'],
  diagnose(facts) {
    const check = facts['apt-check'];
    const lock = facts['package-lock'];
    if (!check.known) return unknown(check);
    if (lock.known && lock.value.holder !== null) return busy(`${lock.value.holder.name} is installing packages right now.`, lock.evidence);
    // With half of the list of packages gone, everything seems to be missing, and apt would install all of it.
    const status = facts['dpkg-status'];
    if (status.known && status.value.why !== null)
      return {
        ...unknown({
          known: false,
          code: 'failed',
          reason: 'The list of installed packages is damaged, so dependencies cannot be checked.',
          cure: "Repair 'deb-status-restore' first.",
        }),
        evidence: status.evidence,
      };
    switch (check.value.state) {
      case 'ok':
        return healthy('All package dependencies are met.', check.evidence);
      case 'interrupted':
        return {
          ...unknown({
            known: false,
            code: 'failed',
            reason: 'A package run was interrupted, so dependencies cannot be checked.',
            cure: "Repair 'deb-dpkg-interrupted' first.",
          }),
          evidence: check.evidence,
        };
      case 'bad-sources':
        return {
          ...unknown({
            known: false,
            code: 'failed',
            reason: 'apt cannot read its sources, so dependencies cannot be checked.',
            cure: "Repair 'deb-bad-source-disable' first.",
          }),
          evidence: check.evidence,
        };
      case 'bad-lists':
        return {
          ...unknown({
            known: false,
            code: 'failed',
            reason: 'apt cannot read its lists of packages, so dependencies cannot be checked.',
            cure: "Repair 'deb-apt-lists-reset' first.",
          }),
          evidence: check.evidence,
        };
      case 'unmet': {
        const [first] = check.value.details;
        return needed('critical', `Packages miss something they need${first === undefined ? '' : `: ${first}`}.`, check.evidence);
      }
    }
  },
  plan({ facts }) {
    const simulation = facts['apt-fix-simulation'];
    const essential = facts['essential-packages'];
    if (!simulation.known || !essential.known || simulation.value.length === 0) return [];
    const removed = simulation.value.filter((change) => change.op === 'remove' || change.op === 'purge');
    // apt would rather remove than install: never at the price of what the system needs to live.
    if (removed.some((change) => essential.value.includes(change.name))) return [];
    return always([
      {
        kind: 'packages',
        scope: 'machine',
        title: 'Let apt mend the dependencies',
        manager: 'apt',
        action: 'fix-broken',
        changes: [...simulation.value],
        onFailure: 'keep',
      },
    ]);
  },
});
