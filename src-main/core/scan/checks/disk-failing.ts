import { defineCheck } from './define.js';

/** Data first: a failing disk is the first thing said. Either signal is enough, because each is known to be silent alone. */
export const diskFailing = defineCheck({
  id: 'disk-failing',
  why: 'A disk that loses sectors may stop at any moment. Copy the data before anything else is done to it; every heavy read or write may be its last.',
  reads: ['disk-health', 'kernel-log'],
  helps: [],
  look({ 'disk-health': health, 'kernel-log': log }) {
    const failing = health.known ? health.value.disks.filter((disk) => disk.failing) : [];
    const medium = log.known ? log.value.filter((entry) => entry.kind === 'medium-error') : [];
    const names = [
      ...new Set([...failing.map((disk) => disk.name), ...medium.map((entry) => (entry.what === '' ? 'a disk' : entry.what))]),
    ];
    if (names.length === 0) return null;
    const evidence = [
      ...(health.known && failing.length > 0 ? health.evidence : []),
      ...(log.known ? log.evidence.filter((entry) => medium.some((one) => one.line === entry.line)) : []),
    ];
    const errors = medium.length > 0 ? ` ${medium.length} read errors in the last week.` : '';
    return { severity: 'critical', title: `${names.join(', ')} is failing.${errors} Copy the data before anything else.`, evidence };
  },
  unsure: ({ 'disk-health': health }) =>
    health.known && health.evidence.some(({ meaning }) => meaning === 'this disk was not read') ? 'Not every disk says how it is.' : null,
});

/** Worn, not failing: said, so that it can be planned. */
export const diskWarnings = defineCheck({
  id: 'disk-warnings',
  why: 'The disk works, but its own counters show first losses. Keep a backup and look again in some weeks.',
  reads: ['disk-health'],
  helps: [],
  look({ 'disk-health': health }) {
    const worn = health.known ? health.value.disks.filter((disk) => !disk.failing && disk.warnings.length > 0) : [];
    if (!health.known || worn.length === 0) return null;
    return {
      severity: 'warning',
      title: worn.map((disk) => `${disk.name}: ${disk.warnings.join(', ')}`).join('; '),
      evidence: health.evidence,
    };
  },
});

export const diskErrors = defineCheck({
  id: 'disk-errors',
  why: 'The system could not read or write somewhere. The cause may be the disk, its cable or its power.',
  reads: ['kernel-log'],
  helps: ['any-fsck-ext4'],
  look({ 'kernel-log': log }) {
    const troubles = log.known ? log.value.filter((entry) => ['io-error', 'ext4-error', 'read-only'].includes(entry.kind)) : [];
    if (!log.known || troubles.length === 0) return null;
    const devices = [...new Set(troubles.map((entry) => entry.what).filter((name) => name !== ''))].join(', ');
    return {
      severity: 'critical',
      title: `${troubles.length} disk or file system errors in the last week${devices === '' ? '' : ` (${devices})`}.`,
      evidence: log.evidence.filter((entry) => troubles.some((one) => one.line === entry.line)),
    };
  },
});
