import type { DiskSigns } from '../../facts/disk-signs.js';
import { defineCheck } from './define.js';

/** Percent of its rated life from which on a disk is called worn. Source: routines.md, section 4 (ours: 80; 100 is `disk-failing`'s). */
const wornPercent = 80;

export const diskWorn = defineCheck({
  id: 'disk-worn',
  why: 'It has been written nearly as much as it was built for. It may go on for long, or turn read-only. Keep a backup and plan its replacement.',
  reads: ['disk-wear', 'disk-signs'],
  helps: [],
  look({ 'disk-wear': wear, 'disk-signs': signs }) {
    const told = wear.known ? wear.value.filter(({ usedPercent }) => usedPercent >= wornPercent) : [];
    const seen = signs.known
      ? signs.value.filter(({ lifeUsed, spareState }) => (lifeUsed ?? 0) >= wornPercent || (spareState ?? 1) > 1)
      : [];
    if (told.length === 0 && seen.length === 0) return null;
    const words = [
      ...told.map(({ name, usedPercent }) => `${name} has used ${usedPercent} % of its rated life`),
      ...seen.map(
        ({ name, lifeUsed }) => `${name} has used ${lifeUsed === null ? 'most spare blocks' : `about ${lifeUsed} % of its rated life`}`,
      ),
    ];
    const urgent = seen.some(({ spareState }) => spareState === 3);
    const evidence = [...(wear.known && told.length > 0 ? wear.evidence : []), ...(signs.known && seen.length > 0 ? signs.evidence : [])];
    return { severity: urgent ? 'critical' : 'warning', title: `${words.join('; ')}.`, evidence };
  },
});

/** Degrees Celsius. Source: routines.md, section 4 (ours): rotating disks 50 and 60, solid state 65 and the disk's own limit. */
export const diskHot = defineCheck({
  id: 'disk-hot',
  why: 'Heat ages disks and slows them down. Look at fans, dust and what lies on the machine.',
  reads: ['disk-signs'],
  helps: [],
  look({ 'disk-signs': signs }) {
    const hot = signs.known ? signs.value.filter((disk) => (disk.celsius ?? 0) >= (disk.rotational ? 50 : 65)) : [];
    if (!signs.known || hot.length === 0) return null;
    const critical = hot.some((disk) => (disk.celsius ?? 0) >= criticalAt(disk));
    const title = `${hot.map(({ name, celsius }) => `${name} has ${Math.round(celsius ?? 0)} °C`).join('; ')}.`;
    return { severity: critical ? 'critical' : 'warning', title, evidence: signs.evidence };
  },
});

export const diskOffline = defineCheck({
  id: 'disk-offline',
  why: 'The kernel has given up on it: it may be its cable, its power, or the disk. Copy what can still be read, then look inside.',
  reads: ['disk-signs'],
  helps: [],
  look({ 'disk-signs': signs }) {
    const gone = signs.known ? signs.value.filter(({ state }) => /^(dead|offline|transport-offline|deleting.*)$/.test(state)) : [];
    if (!signs.known || gone.length === 0) return null;
    const title = `${gone.map(({ name, state }) => `${name} is ${state}`).join('; ')}.`;
    return { severity: 'critical', title, evidence: signs.evidence };
  },
});

function criticalAt({ rotational, limit }: DiskSigns): number {
  return rotational ? 60 : (limit ?? Number.POSITIVE_INFINITY);
}
