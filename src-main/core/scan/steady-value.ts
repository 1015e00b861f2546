import type { Reading } from '../../../src-shared/contract/fact.js';

type Known = Extract<Reading, { known: true }>;

/** Members that go on by themselves and say nothing about a change. */
const ownMotion: Readonly<Record<string, readonly string[]>> = {
  identity: ['upSeconds'],
  'disk-signs': ['celsius'],
  'pacman-lock': ['ageSeconds'],
  throttling: ['times', 'milliseconds'],
};

/** What of a reading counts when two scans are compared, as text. Room on a disk counts in whole percent; dates instead of ages. */
export function steadyValue(id: string, { value, evidence }: Known): string {
  if (id === 'update-age') return JSON.stringify(evidence);
  const without = ownMotion[id] ?? [];
  return JSON.stringify(value, (key, member: unknown) => {
    if (without.includes(key)) return undefined;
    return id === 'file-systems' ? inPercent(member) : member;
  });
}

function inPercent(member: unknown): unknown {
  if (member === null || typeof member !== 'object' || !('freeBytes' in member) || !('totalBytes' in member)) return member;
  const { freeBytes, totalBytes, ...rest } = member as Record<string, unknown>;
  return { ...rest, totalBytes, free: Math.round((100 * Number(freeBytes)) / Number(totalBytes)) };
}
