import { defineCheck } from './define.js';

/** Days without an update after which it is said. Source: routines.md, section 4 ("ours"). */
const oldDays = 60;

export const updatesOld = defineCheck({
  id: 'updates-old',
  why: 'Holes that have long been closed elsewhere are still open here.',
  reads: ['update-age'],
  helps: [],
  look({ 'update-age': age }) {
    if (!age.known) return null;
    const { listsDays, upgradeDays } = age.value;
    // Where no upgrade is noted, the machine may be new: only the lists say something then.
    const days = Math.max(upgradeDays ?? 0, listsDays ?? 0);
    if (days <= oldDays) return null;
    const title =
      (upgradeDays ?? 0) > oldDays
        ? `The last update was installed ${upgradeDays} days ago.`
        : `Nobody has looked for updates for ${listsDays} days.`;
    return { severity: 'warning', title, evidence: age.evidence };
  },
});

export const updatesWaiting = defineCheck({
  id: 'updates-waiting',
  why: 'Updates close security holes and mend faults. Install them with the tool of this system.',
  reads: ['updates-pending'],
  helps: [],
  look({ 'updates-pending': pending }) {
    if (!pending.known || pending.value.length === 0) return null;
    const security = pending.value.filter((update) => update.security === true).length;
    const count = pending.value.length;
    const title = `${count} ${count === 1 ? 'update waits' : 'updates wait'}${security === 0 ? '' : `, ${security} of them for security`}.`;
    return { severity: security > 0 ? 'warning' : 'info', title, evidence: pending.evidence };
  },
});
