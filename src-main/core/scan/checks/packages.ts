import { defineCheck } from './define.js';

/** Nothing of it is repaired: which package has to go, or where a missing one comes from, is for a person to decide. */
export const packagesUnfit = defineCheck({
  id: 'packages-unfit',
  why: "Such programs may not start, and the next update of the system may stop. What is missing is installed with 'dnf install NAME'. Where a package is there twice, an update was interrupted: 'dnf remove --duplicates' says which ones it would remove; read that list before you agree. RescuePC changes nothing here.",
  reads: ['dnf-check'],
  helps: [],
  look({ 'dnf-check': check }) {
    if (!check.known || check.evidence.length === 0) return null;
    const names = [...new Set(check.value.map((problem) => problem.package))];
    if (names.length === 0) return null;
    const title =
      names.length === 1
        ? `The installed package ${names[0] ?? ''} does not fit to the others.`
        : `${names.length} installed packages do not fit together.`;
    return { severity: 'warning', title, evidence: check.evidence };
  },
});
