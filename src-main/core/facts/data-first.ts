import type { Reading, Unread } from '../../../src-shared/contract/fact.js';
import { unread } from './raw.js';
import type { Fact } from './types.js';

/** Data first: what tells that a disk is failing, read before any fact that reads heavily. */
export type DataFirst = {
  readonly reads: readonly Fact<unknown>[];
  /** Which disk is failing, in words; null: none says so. What could not be read stops nothing. */
  failing(readings: Readonly<Record<string, Reading>>): string | null;
};

/** The answer of a fact that was not read, because reading much may be a failing disk's last. */
export function heldBack(fact: Fact<unknown>): Unread {
  return unread(
    'failing-disk',
    `${fact.title}: not read, because a disk is failing and this reads much of it; copy the data first.`,
    "Run 'rescuepc save-data --to DIR' with a folder on another disk; then '--accept failing-disk' reads it.",
  );
}
