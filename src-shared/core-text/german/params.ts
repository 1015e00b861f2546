import type { CoreEntry } from '../entry.js';

/** Titles of what can be chosen about a repair. */
export const paramTexts: readonly CoreEntry[] = [
  { en: 'Keep the newest (MB)', de: 'Das Neueste behalten (MB)' },
  { en: 'Clean caches larger than this (MB)', de: 'Zwischenspeicher leeren, die größer sind als (MB)' },
];
